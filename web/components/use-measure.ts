import { useEffect, useEffectEvent } from 'react'

/** Calls `measure` in the frame after each render, and when the window's size changes. */
export function useMeasure(measure: () => void): void {
  const measureNow = useEffectEvent(measure)
  useEffect(() => {
    // Measuring in the effect itself would force a layout within React's task.
    const frame = requestAnimationFrame(measure)
    return () => cancelAnimationFrame(frame)
  })
  useEffect(() => {
    const onResize = () => measureNow()
    window.addEventListener('resize', onResize)
    return () => window.removeEventListener('resize', onResize)
  }, [])
}

/** Sets a height in CSS pixels that style sheets use, `--bar`; an empty one removes it. */
export function setHeight(name: string, height: string): void {
  const { style } = document.documentElement
  // Setting it recalculates all styles of the page.
  if (style.getPropertyValue(name) !== height) style.setProperty(name, height)
}

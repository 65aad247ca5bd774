import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import { clampZoom } from './page-layout.ts'

/** Milliseconds and CSS pixels between two taps that count as one double tap. */
const doubleTapMs = 300
const doubleTapPixels = 30

type Point = {
  x: number
  y: number
}

export type Zoom = {
  /** 1: as wide as the view. */
  zoom: number
  /** @param at the point of the view that stays where it is; its middle by default */
  zoomTo: (zoom: number, at?: Point) => void
}

/**
 * The zoom of what a scroller shows: by pinching, by double tap, and by calls.
 * @param contentRef is as wide as the zoom says
 */
export function useZoom(
  scrollerRef: RefObject<HTMLElement | null>,
  contentRef: RefObject<HTMLElement | null>,
): Zoom {
  const [zoom, setZoom] = useState(1)
  /** How the scroller has to move once the content has its new size. */
  const pending = useRef<{ factor: number; at: Point } | null>(null)

  const zoomTo = (wanted: number, at?: Point) => {
    const view = scrollerRef.current
    const next = clampZoom(wanted)
    if (view === null || next === zoom) return
    const middle = { x: view.clientWidth / 2, y: view.clientHeight / 2 }
    pending.current = { factor: next / zoom, at: at ?? middle }
    setZoom(next)
  }

  useLayoutEffect(() => {
    const view = scrollerRef.current
    if (pending.current === null || view === null) return
    const { factor, at } = pending.current
    pending.current = null
    view.scrollLeft = (view.scrollLeft + at.x) * factor - at.x
    view.scrollTop = (view.scrollTop + at.y) * factor - at.y
  })

  const pinch = useEffectEvent((factor: number, at: Point) => zoomTo(zoom * factor, at))
  const doubleTap = useEffectEvent((at: Point) => zoomTo(zoom > 1 ? 1 : 2, at))

  useEffect(() => {
    const view = scrollerRef.current
    if (view === null) return undefined
    let started: { distance: number; at: Point } | null = null
    let factor = 1
    let lastTap = { time: 0, x: 0, y: 0 }

    const pointOf = ({ clientX, clientY }: Touch): Point => {
      const { left, top } = view.getBoundingClientRect()
      return { x: clientX - left, y: clientY - top }
    }
    const pair = ({ touches }: TouchEvent): [Point, Point] | null => {
      const [one, two] = Array.from(touches)
      return one && two ? [pointOf(one), pointOf(two)] : null
    }
    const distance = ([one, two]: [Point, Point]) => Math.hypot(one.x - two.x, one.y - two.y)

    const start = (event: TouchEvent) => {
      const points = pair(event)
      if (points === null) return
      const [one, two] = points
      const at = { x: (one.x + two.x) / 2, y: (one.y + two.y) / 2 }
      started = { distance: Math.max(1, distance(points)), at }
      factor = 1
      const shown = contentRef.current
      if (shown === null) return
      const origin = { x: view.scrollLeft + at.x, y: view.scrollTop + at.y }
      shown.style.transformOrigin = `${origin.x - shown.offsetLeft}px ${origin.y}px`
    }
    const move = (event: TouchEvent) => {
      const points = pair(event)
      if (started === null || points === null) return
      // The browser would zoom the whole page.
      event.preventDefault()
      factor = distance(points) / started.distance
      if (contentRef.current !== null) contentRef.current.style.transform = `scale(${factor})`
    }
    const end = (event: TouchEvent) => {
      if (started !== null && event.touches.length < 2) {
        const { at } = started
        started = null
        if (contentRef.current !== null) contentRef.current.style.transform = ''
        pinch(factor, at)
        return
      }
      const [touch] = Array.from(event.changedTouches)
      if (touch === undefined || event.touches.length > 0) return
      const at = pointOf(touch)
      const time = event.timeStamp
      const isDouble =
        time - lastTap.time < doubleTapMs &&
        Math.hypot(at.x - lastTap.x, at.y - lastTap.y) < doubleTapPixels
      lastTap = isDouble ? { time: 0, x: 0, y: 0 } : { time, ...at }
      if (!isDouble) return
      event.preventDefault()
      doubleTap(at)
    }
    view.addEventListener('touchstart', start, { passive: true })
    view.addEventListener('touchmove', move, { passive: false })
    view.addEventListener('touchend', end, { passive: false })
    view.addEventListener('touchcancel', end, { passive: false })
    return () => {
      view.removeEventListener('touchstart', start)
      view.removeEventListener('touchmove', move)
      view.removeEventListener('touchend', end)
      view.removeEventListener('touchcancel', end)
    }
  }, [scrollerRef, contentRef])

  return { zoom, zoomTo }
}

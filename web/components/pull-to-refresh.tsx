import type { ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useWords, words } from '#web/i18n/words.ts'

interface PullToRefreshProps {
  onRefresh: () => Promise<unknown>
  children: ReactNode
}

/** How far the finger has to go, and how far the page follows at most (CSS pixels). */
const threshold = 64
const furthest = 96
/** The page follows the finger with resistance. */
const resistance = 0.5

type Stage = 'idle' | 'pulling' | 'ready' | 'refreshing'

/**
 * Refreshes when the page is pulled down at its top. Written here because antd-mobile's own brings
 * a spring library of a quarter of the whole bundle.
 */
export function PullToRefresh({ onRefresh, children }: PullToRefreshProps) {
  const frame = useRef<HTMLDivElement>(null)
  const [distance, setDistance] = useState(0)
  const [stage, setStage] = useState<Stage>('idle')
  const refresh = useRef(onRefresh)
  useEffect(() => {
    refresh.current = onRefresh
  }, [onRefresh])
  const t = useWords(words.page)

  useEffect(() => {
    const element = frame.current
    if (!element) return undefined
    let startY: number | null = null
    let pulled = 0
    let busy = false

    const start = (event: TouchEvent) => {
      const touch = event.touches[0]
      startY = !busy && touch && event.touches.length === 1 && atTop() ? touch.clientY : null
      pulled = 0
    }
    const move = (event: TouchEvent) => {
      const touch = event.touches[0]
      if (startY === null || !touch) return
      pulled = Math.min(Math.max(0, (touch.clientY - startY) * resistance), furthest)
      if (pulled === 0) return
      // Keeps the client from bouncing the whole web view meanwhile.
      if (event.cancelable) event.preventDefault()
      setDistance(pulled)
      setStage(pulled >= threshold ? 'ready' : 'pulling')
    }
    const end = () => {
      if (startY === null) return
      startY = null
      if (pulled < threshold) {
        setDistance(0)
        setStage('idle')
        return
      }
      busy = true
      setDistance(threshold)
      setStage('refreshing')
      const done = () => {
        busy = false
        setDistance(0)
        setStage('idle')
      }
      refresh.current().then(done, done)
    }
    element.addEventListener('touchstart', start, { passive: true })
    element.addEventListener('touchmove', move, { passive: false })
    element.addEventListener('touchend', end)
    element.addEventListener('touchcancel', end)
    return () => {
      element.removeEventListener('touchstart', start)
      element.removeEventListener('touchmove', move)
      element.removeEventListener('touchend', end)
      element.removeEventListener('touchcancel', end)
    }
  }, [])

  const label = {
    idle: '',
    pulling: t.pullToRefresh,
    ready: t.releaseToRefresh,
    refreshing: t.refreshing,
  }[stage]
  return (
    <div ref={frame} className="pull-to-refresh">
      <div className="pull-to-refresh-label" style={{ height: distance }} aria-live="polite">
        {label}
      </div>
      {children}
    </div>
  )
}

function atTop(): boolean {
  return (document.scrollingElement?.scrollTop ?? 0) <= 0
}

import { type ReactNode, useCallback, useRef } from 'react'
import 'antd-mobile/es/components/pull-to-refresh/pull-to-refresh.css'
import { useHeavy } from '#web/components/overlay/use-heavy.ts'

interface PullToRefreshProps {
  onRefresh: () => Promise<{ isError: boolean }>
  children: ReactNode
}

/** How often to check whether the content can be moved, in milliseconds. */
const pause = 500

/**
 * Pull to refresh on touch screens. The content renders before antd-mobile's pull is loaded; then
 * its DOM element is moved inside, because rendering it elsewhere in the tree would remount it.
 */
export function PullToRefresh({ onRefresh, children }: PullToRefreshProps) {
  const parts = useHeavy(isTouchScreen())
  const content = useRef<HTMLDivElement>(null)
  const moveInto = useCallback((slot: HTMLDivElement | null) => {
    if (slot && content.current) return moveAtRest(content.current, slot)
    return undefined
  }, [])
  return (
    <div>
      {parts && (
        <parts.PullFrame onRefresh={onRefresh}>
          <div ref={moveInto} />
        </parts.PullFrame>
      )}
      <div ref={content} data-parts>
        {children}
      </div>
    </div>
  )
}

const isTouchScreen = () => typeof window !== 'undefined' && 'ontouchstart' in window

/** Moves an element once it has neither focus nor touches. Returns a function that cancels it. */
function moveAtRest(element: HTMLElement, slot: HTMLElement): () => void {
  let fingers = 0
  const count = (event: TouchEvent) => {
    fingers = event.touches.length
  }
  const tryNow = () => {
    if (fingers > 0 || element.contains(document.activeElement)) return
    slot.append(element)
    stop()
  }
  const timer = setInterval(tryNow, pause)
  const kinds = ['touchstart', 'touchend', 'touchcancel'] as const
  const stop = () => {
    clearInterval(timer)
    for (const kind of kinds) document.removeEventListener(kind, count)
  }
  for (const kind of kinds) document.addEventListener(kind, count, { passive: true })
  tryNow()
  return stop
}

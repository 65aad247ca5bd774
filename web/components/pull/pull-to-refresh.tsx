import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
import 'antd-mobile/es/components/pull-to-refresh/pull-to-refresh.css'
import { useAnimated } from '#web/components/overlay/animated.ts'
import type { PullProps } from './pull-frame.tsx'

type PullToRefreshProps = {
  children: ReactNode
} & PullProps

/**
 * Pull to refresh on touch screens. The content renders before antd-mobile's pull is loaded; then
 * its DOM element is moved inside, because rendering it elsewhere in the tree would remount it.
 */
export function PullToRefresh({ onRefresh, children }: PullToRefreshProps) {
  const parts = useAnimated(isTouchScreen())
  const content = useRef<HTMLDivElement>(null)
  const fingers = useFingers()
  return (
    <div>
      {parts && <parts.PullFrame onRefresh={onRefresh} content={content} fingers={fingers} />}
      <div ref={content} data-parts>
        {children}
      </div>
    </div>
  )
}

/** Where lists and pages are pulled to read them again. */
export const isTouchScreen = () => typeof window !== 'undefined' && 'ontouchstart' in window

const touchKinds = ['touchstart', 'touchmove', 'touchend', 'touchcancel'] as const

/** How many fingers are on the screen, which may be there before the animated file. */
function useFingers(): RefObject<number> {
  const fingers = useRef(0)
  useEffect(() => {
    const count = ({ touches }: TouchEvent) => {
      fingers.current = touches.length
    }
    for (const kind of touchKinds) document.addEventListener(kind, count, { passive: true })
    return () => {
      for (const kind of touchKinds) document.removeEventListener(kind, count)
    }
  }, [])
  return fingers
}

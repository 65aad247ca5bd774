import AntdPullToRefresh from 'antd-mobile/es/components/pull-to-refresh'
import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { announce } from '#web/components/overlay/announcement.ts'
import { showToast } from '#web/components/overlay/toast.ts'
import { defineWords, useWords, words } from '#web/i18n/words.ts'

const pullWords = defineWords({
  zh: { pull: '下拉刷新', release: '松开立即刷新', refreshing: '正在刷新…' },
  en: { pull: 'Pull to refresh', release: 'Release to refresh', refreshing: 'Refreshing…' },
})

/** How often to check whether the content can be moved, in milliseconds. */
const pause = 500

export type PullProps = {
  onRefresh: () => Promise<{ isError: boolean }>
}

type PullFrameProps = {
  /** Moved inside once it has neither focus nor touches, and is not pressed. */
  content: RefObject<HTMLElement | null>
  fingers: RefObject<number>
} & PullProps

export function PullFrame({ onRefresh, content, fingers }: PullFrameProps) {
  const t = useWords(words.page)
  const tPull = useWords(pullWords)
  const [hasFailed, setFailed] = useState(false)
  const slot = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const tryNow = () => {
      const element = content.current
      if (element === null || fingers.current > 0) return
      if (element.matches(':active') || element.contains(document.activeElement)) return
      slot.current?.append(element)
      clearInterval(timer)
    }
    const timer = setInterval(tryNow, pause)
    tryNow()
    return () => clearInterval(timer)
  }, [content, fingers])
  const refresh = async () => {
    const { isError } = await onRefresh()
    setFailed(isError)
    // The page itself says why a refresh failed.
    if (isError) return
    announce(t.refreshed)
    showToast(t.refreshed, 'success')
  }
  // These texts are always in the page, so they are hidden from screen readers; the result is
  // announced.
  const silent = (text: string) => <span aria-hidden="true">{text}</span>
  return (
    <AntdPullToRefresh
      pullingText={silent(tPull.pull)}
      canReleaseText={silent(tPull.release)}
      refreshingText={silent(tPull.refreshing)}
      completeText={silent(hasFailed ? t.notRefreshed : t.refreshed)}
      onRefresh={refresh}
    >
      <div ref={slot} />
    </AntdPullToRefresh>
  )
}

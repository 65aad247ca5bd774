import AntdPullToRefresh from 'antd-mobile/es/components/pull-to-refresh'
import { type ReactNode, useState } from 'react'
import { notify } from '#web/components/overlay/notify.ts'
import { defineWords, useWords, words } from '#web/i18n/words.ts'

const pullWords = defineWords({
  zh: { pull: '下拉刷新', release: '松开立即刷新' },
  en: { pull: 'Pull to refresh', release: 'Release to refresh' },
})

interface PullFrameProps {
  /** Tells whether something was read. */
  onRefresh: () => Promise<boolean>
  children: ReactNode
}

export function PullFrame({ onRefresh, children }: PullFrameProps) {
  const t = useWords(words.page)
  const tPull = useWords(pullWords)
  const [hasWorked, setWorked] = useState(true)
  const refresh = async () => {
    const works = await onRefresh()
    setWorked(works)
    // The page says why it failed.
    if (works) notify(t.refreshed)
  }
  // Its texts are always in the page, so they are hidden from screen readers; `notify` announces
  // the result.
  const silent = (text: string) => <span aria-hidden="true">{text}</span>
  return (
    <AntdPullToRefresh
      pullingText={silent(tPull.pull)}
      canReleaseText={silent(tPull.release)}
      refreshingText={silent(t.refreshing)}
      completeText={silent(hasWorked ? t.refreshed : t.notRefreshed)}
      onRefresh={refresh}
    >
      {children}
    </AntdPullToRefresh>
  )
}

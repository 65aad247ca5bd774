import AntdPullToRefresh from 'antd-mobile/es/components/pull-to-refresh'
import { type ReactNode, useState } from 'react'
import { notify } from '#web/components/overlay/notify.ts'
import { defineWords, useWords, words } from '#web/i18n/words.ts'

const pullWords = defineWords({
  zh: { pull: '下拉刷新', release: '松开立即刷新', refreshing: '正在刷新…' },
  en: { pull: 'Pull to refresh', release: 'Release to refresh', refreshing: 'Refreshing…' },
})

interface PullFrameProps {
  onRefresh: () => Promise<{ isError: boolean }>
  children: ReactNode
}

export function PullFrame({ onRefresh, children }: PullFrameProps) {
  const t = useWords(words.page)
  const tPull = useWords(pullWords)
  const [hasFailed, setFailed] = useState(false)
  const refresh = async () => {
    const { isError } = await onRefresh()
    setFailed(isError)
    // The page itself says why a refresh failed.
    if (!isError) notify(t.refreshed)
  }
  // These texts are always in the page, so they are hidden from screen readers; `notify` announces
  // the result.
  const silent = (text: string) => <span aria-hidden="true">{text}</span>
  return (
    <AntdPullToRefresh
      pullingText={silent(tPull.pull)}
      canReleaseText={silent(tPull.release)}
      refreshingText={silent(tPull.refreshing)}
      completeText={silent(hasFailed ? t.notRefreshed : t.refreshed)}
      onRefresh={refresh}
    >
      {children}
    </AntdPullToRefresh>
  )
}

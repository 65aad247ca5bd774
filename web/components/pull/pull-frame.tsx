import AntdPullToRefresh from 'antd-mobile/es/components/pull-to-refresh'
import { type ReactNode, useState } from 'react'
import { notify } from '#web/components/overlay/notify.ts'
import { useWords, words } from '#web/i18n/words.ts'

interface PullFrameProps {
  /** Tells whether something was read. */
  onRefresh: () => Promise<boolean>
  children: ReactNode
}

export function PullFrame({ onRefresh, children }: PullFrameProps) {
  const t = useWords(words.page)
  const [hasWorked, setWorked] = useState(true)
  const refresh = async () => {
    const works = await onRefresh()
    setWorked(works)
    // Why it failed is said by the page.
    if (works) notify(t.refreshed)
  }
  // Its texts always stand in the page, out of sight; what came of it is announced.
  const silent = (text: string) => <span aria-hidden="true">{text}</span>
  return (
    <AntdPullToRefresh
      pullingText={silent(t.pullToRefresh)}
      canReleaseText={silent(t.releaseToRefresh)}
      refreshingText={silent(t.refreshing)}
      completeText={silent(hasWorked ? t.refreshed : t.notRefreshed)}
      onRefresh={refresh}
    >
      {children}
    </AntdPullToRefresh>
  )
}

import Button from 'antd-mobile/es/components/button'
import type { ReactNode } from 'react'
import { useWords, words } from '#web/i18n/words.ts'
import { LaunchNote, type LaunchNoteProps } from './launch-note.tsx'
import { type LaunchOptions, useLaunch } from './use-launch.ts'

type LaunchButtonProps = {
  /** `quiet` if it may not concern the requester. */
  look?: 'primary' | 'quiet'
  size?: 'large' | 'middle' | 'small'
  children: ReactNode
} & LaunchOptions &
  Pick<LaunchNoteProps, 'pageNotice'>

/** Opens a page of e签宝 and shows the progress. */
export function LaunchButton(props: LaunchButtonProps) {
  const { look = 'primary', size = 'large', pageNotice, children, ...options } = props
  const t = useWords(words.page)
  const launch = useLaunch(options)
  return (
    <div className="launch">
      <Button
        block={size !== 'small'}
        size={size}
        color={look === 'primary' ? 'primary' : 'default'}
        loading={launch.state.stage === 'asking'}
        loadingText={t.opening}
        onClick={launch.start}
      >
        {children}
      </Button>
      <LaunchNote launch={launch} pageNotice={pageNotice} />
    </div>
  )
}

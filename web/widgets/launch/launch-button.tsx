import Button from 'antd-mobile/es/components/button'
import type { ReactNode } from 'react'
import { useWords, words } from '#web/i18n/words.ts'
import { LaunchNote } from './launch-note.tsx'
import { type LaunchOptions, useLaunch } from './use-launch.ts'

type LaunchButtonProps = {
  /** `quiet` if it may not concern the requester. */
  look?: 'primary' | 'quiet'
  size?: 'large' | 'small'
  children: ReactNode
} & LaunchOptions

/** Opens a page of e签宝 and shows the progress. */
export function LaunchButton(props: LaunchButtonProps) {
  const { look = 'primary', size = 'large', children, ...options } = props
  const t = useWords(words.page)
  const launch = useLaunch(options)
  return (
    <div className="launch">
      <Button
        block={size === 'large'}
        size={size}
        color={look === 'primary' ? 'primary' : 'default'}
        loading={launch.state.stage === 'asking'}
        loadingText={t.opening}
        onClick={launch.start}
      >
        {children}
      </Button>
      <LaunchNote launch={launch} />
    </div>
  )
}

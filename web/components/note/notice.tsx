import { CircleCheck, CloudOff, Info, TriangleAlert, type IconNode } from 'lucide'
import type { ReactNode } from 'react'
import { Icon } from '#web/components/icon.ts'
import type { Tone } from './tone.ts'
import './notice.css'

type NoticeProps = {
  /** `warn` for stale data or no network, `active` for something in progress. */
  tone: Tone
  /** Replaces the tone's icon. */
  icon?: IconNode | undefined
  /** `<Button size="small">` that helps. */
  extra?: ReactNode
  /** For screen readers: `alert` interrupts, `status` waits for a pause. */
  role?: 'status' | 'alert'
  /** Whether it is rendered in a live region, which announces it. */
  isInRegion?: boolean
  testId?: string | undefined
  /** An error's code, for tests and reports. */
  code?: string | undefined
  children: ReactNode
}

const icons: Record<Tone, IconNode> = {
  active: Info,
  good: CircleCheck,
  warn: CloudOff,
  bad: TriangleAlert,
  quiet: Info,
}

/**
 * One or two lines about a part of the page; what concerns the whole page is a `PageNotice`. In the
 * first load, because it has to tell of a missing network; antd-mobile's NoticeBar is 3.2 kB larger.
 */
export function Notice(props: NoticeProps) {
  const { tone, icon = icons[tone], extra, role = 'status', testId, code, children } = props
  const { isInRegion = false } = props
  return (
    <div
      role={isInRegion ? undefined : role}
      className={`notice tone-${tone}`}
      data-testid={testId}
      data-code={code}
    >
      <Icon icon={icon} />
      <span className="notice-text">{children}</span>
      {extra && <span className="notice-extra">{extra}</span>}
    </div>
  )
}

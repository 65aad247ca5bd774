import { CircleCheck, CloudOff, Info, TriangleAlert, type IconNode } from 'lucide'
import type { ReactNode } from 'react'
import { Icon } from '#web/components/icon.ts'
import type { Tone } from './tone.ts'
import './notice.css'

interface NoticeProps {
  /** `warn` for stale data or no network, `active` for something in progress. */
  tone: Tone
  /** Replaces the tone's icon. */
  icon?: IconNode
  /** `<Button size="small">` that helps. */
  extra?: ReactNode
  /** For screen readers: `alert` interrupts, `status` waits for a pause. */
  role?: 'status' | 'alert'
  testId?: string
  children: ReactNode
}

const icons: Record<Tone, IconNode> = {
  active: Info,
  good: CircleCheck,
  warn: CloudOff,
  bad: TriangleAlert,
  quiet: Info,
}

/** One or two lines at the top of a page. antd-mobile's NoticeBar is 3.2 kB larger. */
export function Notice({ tone, icon, extra, role = 'status', testId, children }: NoticeProps) {
  return (
    <div role={role} className={`notice tone-${tone}`} data-testid={testId}>
      <Icon icon={icon ?? icons[tone]} />
      <span className="notice-text">{children}</span>
      {extra && <span className="notice-extra">{extra}</span>}
    </div>
  )
}

import 'antd-mobile/es/components/notice-bar/notice-bar.css'
import { CircleCheck, CloudOff, Info, TriangleAlert, type IconNode } from 'lucide'
import type { ReactNode } from 'react'
import { Icon } from '#web/components/icon.ts'
import type { Tone } from './tone.ts'
import './notice.css'

interface NoticeProps {
  /** `warn` for what is stale or offline, `active` for what is under way. */
  tone: Tone
  /** In place of the tone's own picture. */
  icon?: IconNode
  /** `<Button size="small">`: what helps. */
  extra?: ReactNode
  /** `alert` interrupts who listens to the page; `status` waits for a pause. */
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

/**
 * One or two lines about the page as a whole, at its top. It is drawn as antd-mobile's NoticeBar, whose
 * script is left out: it rolls long texts along, where these wrap, and comes with much for that.
 */
export function Notice({ tone, icon, extra, role = 'status', testId, children }: NoticeProps) {
  return (
    <div role={role} className={`notice tone-${tone}`} data-testid={testId}>
      <div className="adm-notice-bar adm-notice-bar-neutral adm-notice-bar-wrap adm-notice-bar-without-border">
        <span className="adm-notice-bar-left">
          <Icon icon={icon ?? icons[tone]} />
        </span>
        <span className="adm-notice-bar-content">
          <span className="adm-notice-bar-content-inner">{children}</span>
        </span>
        {extra && <span className="adm-notice-bar-right">{extra}</span>}
      </div>
    </div>
  )
}

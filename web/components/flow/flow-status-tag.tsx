import type { FlowStatus } from '#shared/flow-status.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { statusTones } from './status-look.ts'

interface FlowStatusTagProps {
  status: FlowStatus
  /** Upstream's own value, shown when the status is unknown to us. */
  statusCode: number | string | null
}

/** Where a flow stands, in one coloured word. */
export function FlowStatusTag({ status, statusCode }: FlowStatusTagProps) {
  const t = useWords(words.status)
  return (
    <span className={`status-tag tone-${statusTones[status]}`} data-testid="flow-status">
      {status === 'unknown' ? t.unknown({ code: String(statusCode ?? '?') }) : t[status]}
    </span>
  )
}

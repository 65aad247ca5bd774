import type { FlowStatus } from '../../shared/flow-status.ts'
import { useWords, words } from '../i18n/words.ts'

interface FlowStatusTagProps {
  status: FlowStatus
  /** Upstream's own value, shown when the status is unknown to us. */
  statusCode: number | string | null
}

const tones: Record<FlowStatus, string> = {
  draft: 'quiet',
  signing: 'active',
  completed: 'good',
  revoked: 'quiet',
  terminated: 'bad',
  expired: 'bad',
  deleted: 'quiet',
  refused: 'bad',
  unknown: 'quiet',
}

/** Where a flow stands, in one coloured word. */
export function FlowStatusTag({ status, statusCode }: FlowStatusTagProps) {
  const t = useWords(words.status)
  return (
    <span className={`status-tag tone-${tones[status]}`} data-testid="flow-status">
      {status === 'unknown' ? t.unknown({ code: String(statusCode ?? '?') }) : t[status]}
    </span>
  )
}

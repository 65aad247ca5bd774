import type { FlowStatus } from '#shared/flow-status.ts'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
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
    <ToneTag tone={statusTones[status]} testId="flow-status">
      {status === 'unknown' ? t.unknown({ code: String(statusCode ?? '?') }) : t[status]}
    </ToneTag>
  )
}

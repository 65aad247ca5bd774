import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { statusTones } from './status-look.ts'

interface FlowStatusTagProps {
  status: FlowStatus
  /** Upstream's own value, shown when the status is unknown to us. */
  statusCode: number | string | null
  /** `row-status` in lists: a contract beside the list has a `flow-status`. */
  testId?: 'flow-status' | 'row-status'
}

/** Where a flow stands, in one coloured word. */
export function FlowStatusTag({ status, statusCode, testId = 'flow-status' }: FlowStatusTagProps) {
  const t = useWords(words.status)
  return (
    <ToneTag tone={statusTones[status]} testId={testId}>
      {status === 'unknown' ? t.unknown({ code: String(statusCode ?? '?') }) : t[status]}
    </ToneTag>
  )
}

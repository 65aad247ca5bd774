import type { FlowStatus } from '#shared/flow-status.ts'
import { FlowLink } from '#web/components/flow/flow-link.tsx'
import { FlowStatusTag } from '#web/components/flow/flow-status-tag.tsx'
import { useWords, words } from '#web/i18n/words.ts'

interface FlowRowProps {
  taskId: string
  title: string | null
  status: FlowStatus
  statusCode: number | string | null
  /** A second line: why the flow is listed. */
  note: string
}

/** One flow in a list; leads to its page. */
export function FlowRow({ taskId, title, status, statusCode, note }: FlowRowProps) {
  const t = useWords(words.flow)
  return (
    <li>
      <FlowLink taskId={taskId}>
        <span className="flow-row-title">{title ?? t.untitled}</span>
        <FlowStatusTag status={status} statusCode={statusCode} />
        <span className="flow-row-note">{note}</span>
      </FlowLink>
    </li>
  )
}

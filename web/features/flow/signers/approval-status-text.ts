import type { ApprovalNode } from '#shared/rules/seal-approval.ts'
import { knownWord } from '#web/i18n/has-word.ts'
import type { words } from '#web/i18n/words.ts'

/** @param isOver whether the flow has ended, so that no decision is pending */
export function approvalStatusText(
  { status, statusCode }: Pick<ApprovalNode, 'status' | 'statusCode'>,
  isOver: boolean,
  t: typeof words.approval.zh,
): string {
  if (isOver && (status === 'waiting' || status === 'approving')) return t.undecided
  const known = knownWord(t, status)
  return known === 'unknown' ? t.unknown({ code: String(statusCode ?? '?') }) : t[known]
}

import type { Signer } from '#shared/rules/flow.ts'
import type { ApprovalNode } from '#shared/rules/seal-approval.ts'
import { knownWord } from './known-word.ts'
import type { approvalStateWords, signerStateWords } from './zh.ts'

type SignerInOrder = {
  /** As in e签宝's list; null if the person is not in it. */
  signer: Signer | null
  /** Whether the person's turn is known not to have come. */
  isLater: boolean
}

/**
 * @param isRead whether e签宝's list of signers could be read
 * @param isOver so that nobody is waited for
 */
export function signerStatusText(
  { signer, isLater }: SignerInOrder,
  { isRead, isOver }: { isRead: boolean; isOver: boolean },
  t: typeof signerStateWords,
): string {
  if (signer === null) return isRead ? t.notListed : t.notRead
  const { status, statusCode } = signer
  if (isOver && (status === 'waiting' || status === 'in-approval')) return t.unsigned
  if (!isOver && isLater && status === 'unsigned') return t.later
  const known = knownWord(t, status)
  return known === 'unknown' ? t.unknown({ code: String(statusCode ?? '?') }) : t[known]
}

/** @param isOver so that no decision is pending */
export function approvalStatusText(
  { status, statusCode }: Pick<ApprovalNode, 'status' | 'statusCode'>,
  isOver: boolean,
  t: typeof approvalStateWords,
): string {
  if (isOver && (status === 'waiting' || status === 'approving')) return t.undecided
  const known = knownWord(t, status)
  return known === 'unknown' ? t.unknown({ code: String(statusCode ?? '?') }) : t[known]
}

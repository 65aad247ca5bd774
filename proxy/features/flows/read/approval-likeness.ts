import type { SealApproval } from '#shared/rules/seal-approval.ts'
import type { ApprovalLikeness } from '#proxy/base/store/flows/approval-store.ts'

/** How much e签宝's and DingTalk's time of one approval may differ, milliseconds. */
export const approvalToleranceMs = 60_000

/**
 * What identifies a seal approval of e签宝 in DingTalk; null if it lacks something.
 * @param people people of the flow, one of whom is the sponsor
 */
export function likenessOf(
  corpId: string,
  { name, sponsor, startTime }: SealApproval,
  people: readonly { name: string | null; userId: string | null }[],
): ApprovalLikeness | null {
  if (!name || !sponsor || startTime === null) return null
  const sponsors = people.flatMap((person) =>
    person.name === sponsor ? (person.userId ?? []) : [],
  )
  return { corpId, title: name, sponsors, startedAt: startTime }
}

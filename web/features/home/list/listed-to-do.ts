import type { Wait } from '#shared/rules/situation/next-step.ts'
import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** What a listed flow waits for from the asker. */
export type ListedToDo = {
  is: 'sign' | 'approve' | 'approve-by-name'
  /** Since when. */
  since: EpochMs | null
}

/** Whether only the asker's name says that a flow waits for them. */
export function isByNameOnly({ isMineByName, isApprover }: ListedFlow): boolean {
  return isMineByName && isApprover !== true
}

/**
 * The asker's to-do in a listed flow; null for none, and where only the name of a signer says so.
 * @param name the asker's name in DingTalk
 */
export function listedToDo(flow: ListedFlow, name: string): ListedToDo | null {
  const { nextStep, waitsForMe, isMineByName, isApprover } = flow
  if (!waitsForMe || nextStep === null) return null
  const { kind, since, waits = [] } = nextStep
  const approve = isApprover === true ? 'approve' : 'approve-by-name'
  if (kind === 'waiting-for-seal-approval') return { is: approve, since }
  if (kind === 'waiting-for-signature') return isMineByName ? null : { is: 'sign', since }
  if (kind !== 'waiting-for-several') return null
  const mine = waitForMe(isMineByName, waits, name)
  if (mine === undefined) return null
  return { is: mine.for === 'signature' ? 'sign' : approve, since: mine.since }
}

function waitForMe(isMineByName: boolean, waits: readonly Wait[], name: string): Wait | undefined {
  if (isMineByName)
    return waits.find((wait) => wait.for === 'seal-approval' && wait.people.includes(name))
  // A signer whose seal was refused also counts as waited for, to request it again.
  const named = waits.filter((wait) => wait.people.includes(name))
  const isAskingOnly = named.length > 0 && named.every((wait) => wait.for === 'new-seal-request')
  return isAskingOnly ? undefined : waits.find((wait) => wait.for === 'signature')
}

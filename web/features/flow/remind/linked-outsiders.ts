import type { FlowView } from '#shared/schemas/flow/flow.ts'
import type { Outsider } from '#web/widgets/remind/sign-link-text.ts'

/** What stands for a person or a contract without a name. */
export type Unnamed = {
  someone: string
  untitled: string
}

/** Whom the sheet is for, as it was when it opened. */
export type RemindPlan = {
  /** Whether colleagues can be reminded in DingTalk now. */
  canSend: boolean
  /** Outside signers whose signing links the requester may get. */
  outsiders: readonly Outsider[]
  /** Whether others are waited for, whom the app cannot reach. */
  hasOthers: boolean
}

/** An outside signer whose signing link the requester may get. */
export function outsiderIn(view: FlowView, signer: number, unnamed: Unnamed): Outsider {
  const { flow, registry } = view
  const person = registry?.people[signer]
  return {
    taskId: flow.taskId,
    signer,
    name: person?.name ?? unnamed.someone,
    organization: person?.organization ?? null,
    account: person?.account ?? null,
    contract: {
      title: flow.title ?? unnamed.untitled,
      from: flow.initiator.organization ?? flow.initiator.name ?? '',
      deadline: registry?.deadline ?? null,
    },
  }
}

/** Those for whom the flow waits. */
export function linkedOutsiders(view: FlowView, unnamed: Unnamed): Outsider[] {
  return (view.registry?.people ?? []).flatMap(({ hasSignLink, isWaitedFor }, signer) =>
    hasSignLink === true && isWaitedFor ? [outsiderIn(view, signer, unnamed)] : [],
  )
}

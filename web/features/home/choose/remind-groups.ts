import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import type { RemindersPreview } from '#shared/schemas/flow/remind/several-reminders.ts'
import type { Outsider } from '#web/widgets/remind/sign-link-text.ts'

export type ReminderPreview = RemindersPreview['flows'][number]

/** A selected flow with what reminding it would do; undefined if that was not answered. */
export type ChosenFlow = {
  flow: ListedFlow
  preview: ReminderPreview | undefined
}

type RemindGroups = {
  /** Whose people can be reminded in DingTalk now. */
  possible: ChosenFlow[]
  /** Outside signers of all flows; a flow of the first group may have some, too. */
  outsiders: Outsider[]
  /** How many flows these are. */
  outsideFlows: number
  /** Where nothing can be done now. */
  rest: ChosenFlow[]
}

/** @param unnamed what stands for a person or a contract without a name */
export function remindGroups(
  flows: readonly ListedFlow[],
  previews: readonly ReminderPreview[],
  unnamed: { someone: string; untitled: string },
): RemindGroups {
  const chosen = flows.map((flow): ChosenFlow => {
    return { flow, preview: previews.find(({ taskId }) => taskId === flow.taskId) }
  })
  const isPossible = ({ preview }: ChosenFlow) => preview?.reminderState?.state === 'possible'
  const hasOutsiders = ({ preview }: ChosenFlow) => preview?.outsiders !== undefined
  const outside = chosen.filter(hasOutsiders)
  return {
    possible: chosen.filter(isPossible),
    outsiders: outside.flatMap((one) => outsidersOf(one, unnamed)),
    outsideFlows: outside.length,
    rest: chosen.filter((one) => !isPossible(one) && !hasOutsiders(one)),
  }
}

function outsidersOf(
  { flow, preview }: ChosenFlow,
  { someone, untitled }: { someone: string; untitled: string },
): Outsider[] {
  const { taskId, title, initiator, deadline } = flow
  const contract = {
    title: title ?? untitled,
    from: initiator.organization ?? initiator.name ?? '',
    deadline,
  }
  return (preview?.outsiders ?? []).map(({ name, ...person }) => {
    return { ...person, taskId, name: name ?? someone, contract }
  })
}

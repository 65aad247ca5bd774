import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'

/** A flow that is being signed, as a row of a list, for tests. */
export function listedFlow(more: Partial<ListedFlow> = {}): ListedFlow {
  return {
    taskId: 'PRO-1',
    title: null,
    status: 'signing',
    statusCode: 1,
    initiator: { name: null, organization: null },
    nextStep: null,
    deadline: null,
    startedAt: 0,
    confirmedAt: null,
    waitsForMe: false,
    isMineByName: false,
    ...more,
  }
}

import { noTexts } from '#shared/rules/party/party.ts'
import type { NextStep } from '#shared/rules/situation/next-step.ts'
import type { FlowUpdate, NewPerson, NewFlow } from '#proxy/base/store/flows/flow-types.ts'

let corps = 0

/** A corp that no other test uses. */
export function newCorp(): string {
  corps += 1
  return `dingcorp${corps}`
}

const nextStep: NextStep = {
  kind: 'waiting-for-signature',
  people: ['李四'],
  since: 10,
  followedBy: [],
  reason: null,
  waits: [{ for: 'signature', people: ['李四'], since: 10 }],
  byName: [],
}

/** A reading of a flow in progress. */
export function reading(taskId: string, facts: Partial<FlowUpdate> = {}): FlowUpdate {
  return {
    taskId,
    title: '劳动合同',
    status: 'signing',
    statusCode: 1,
    initiator: { name: '张三', organization: '云帆科技' },
    nextStep,
    isWhole: true,
    lastLogAt: null,
    acts: [],
    createdAt: 5,
    signers: null,
    finishedStages: [],
    readAt: 100,
    // Assumes correct clocks.
    order: facts.readAt ?? 100,
    ...facts,
  }
}

export function person(userId: string | null, name: string, more: Partial<NewPerson> = {}) {
  return {
    ...noTexts,
    role: 'signer',
    name,
    userId,
    order: 1,
    requirement: null,
    ...more,
  } as const
}

/** A flow that 张三 started for 李四 to sign. */
export function started(taskId: string, facts: Partial<NewFlow> = {}): NewFlow {
  return {
    taskId,
    title: '采购合同',
    status: 'signing',
    initiator: { userId: 'zhangsan', name: '张三', organization: '云帆科技' },
    people: [person('lisi', '李四')],
    deadline: null,
    startedAt: 50,
    ...facts,
  }
}

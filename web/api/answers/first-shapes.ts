// Written by "npm run shapes:generate" from shared/schemas; do not edit.
import { logTypes } from '#shared/rules/codes/log-type.ts'
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import { signerStatuses } from '#shared/rules/codes/signer-status.ts'
import { approvalStatuses } from '#shared/rules/codes/approval-status.ts'
import { nextStepKinds } from '#shared/rules/situation/next-step.ts'
import { signerStates } from '#shared/rules/situation/situation.ts'
import { approvalStates } from '#shared/rules/situation/situation.ts'
import type { Session, SignInAnswer } from '#shared/schemas/session.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import type { Shape, ShapeOf } from './shape.ts'

export const sessionShape: ShapeOf<Session> = [
  {
    corpId: 's',
    corpName: '0s',
    userId: 's',
    name: 's',
    role: 's',
    isOperator: '?b',
    expiresAt: 'n',
  },
]

export const flowLogShape: Shape = {
  type: ['known', 's', ...logTypes],
  typeCode: '0s',
  description: '0s',
  operator: '0s',
  time: '0n',
}

export const flowShape: Shape = {
  taskId: 's',
  title: '0s',
  status: ['known', 's', ...flowStatuses],
  statusCode: '0ns',
  initiator: { name: '0s', organization: '0s' },
  logs: ['list', flowLogShape],
}

export const signerShape: Shape = {
  name: '0s',
  status: ['known', 's', ...signerStatuses],
  statusCode: '0ns',
}

export const problemShape: Shape = {
  status: 'n',
  code: 's',
  title: 's',
  requestId: 's',
  reason: '?s',
  retryAfter: '?n',
  requiredScopes: ['either', '?', ['list', 's']],
}

export const approvalNodeShape: Shape = {
  approver: '0s',
  status: ['known', 's', ...approvalStatuses],
  statusCode: '0ns',
  startTime: '0n',
  decisionTime: '0n',
  decisionTimeText: '0s',
}

export const sealApprovalShape: Shape = {
  name: '0s',
  status: ['known', 's', ...approvalStatuses],
  statusCode: '0ns',
  sponsor: '0s',
  startTime: '0n',
  endTime: '0n',
  refuseReason: '0s',
  sealImageUrl: '0s',
  nodes: ['list', approvalNodeShape],
}

export const nextStepShape: Shape = {
  kind: ['known', 's', ...nextStepKinds],
  people: ['list', 's'],
  since: '0n',
  followedBy: ['list', 's'],
  reason: '0s',
  waits: ['either', '?', ['list', { for: 's', people: ['list', 's'], since: '0n' }]],
  byName: ['either', '?', ['list', 's']],
}

export const situationShape: Shape = {
  signers: [
    'list',
    {
      name: '0s',
      state: ['known', 's', ...signerStates],
      evidence: '0s',
      since: '0n',
      sinceBy: '0s',
      order: '0n',
      person: '0n',
      isPersonSure: 'b',
    },
  ],
  approvals: [
    'list',
    {
      state: ['known', 's', ...approvalStates],
      signer: '0n',
      isWaitedFor: 'b',
      isOpenRefusal: 'b',
      deciders: ['list', 's'],
      since: '0n',
      reason: '0s',
    },
  ],
  end: ['either', '0', { at: '0n', by: '0s', reason: '0s' }],
  next: nextStepShape,
}

export const flowPersonShape: Shape = {
  role: 's',
  name: '0s',
  order: '0n',
  requirement: '0s',
  organization: '?s',
  account: '?s',
  contacted: ['either', '?', { count: 'n', at: 'n' }],
  isMe: 'b',
  isWaitedFor: 'b',
  hasSignLink: '?b',
}

export const reminderShape: Shape = { name: 's', recipients: ['list', '0s'], at: 'n' }

export const reminderOutlookShape: Shape = {
  state: 's',
  availableAt: '0n',
  reached: ['list', '0s'],
  unreached: ['list', '0s'],
  takesNote: '?b',
}

export const documentFactsShape: Shape = { name: '0s', bytes: '0n', pages: '0n' }

export const flowRecordShape: Shape = {
  deadline: '0n',
  isInitiator: 'b',
  isApprover: '?b',
  people: ['list', flowPersonShape],
  urges: ['list', reminderShape],
  urge: reminderOutlookShape,
  lastOpenedAt: '0n',
  documents: ['either', '?', ['list', documentFactsShape]],
}

export const flowViewShape: ShapeOf<FlowView> = [
  {
    flow: flowShape,
    signers: ['either', { ok: ['list', signerShape] }, { problem: problemShape }],
    approvals: ['either', { ok: ['list', sealApprovalShape] }, { problem: problemShape }],
    situation: situationShape,
    registry: ['either', '0', flowRecordShape],
    fetchedAt: 'n',
    isOutline: '?b',
  },
]

export const flowViewResultShape: Shape = [
  'either',
  { ok: flowViewShape[0] },
  { problem: problemShape },
]

export const signInAnswerShape: ShapeOf<SignInAnswer> = [
  {
    corpId: 's',
    corpName: '0s',
    userId: 's',
    name: 's',
    role: 's',
    isOperator: '?b',
    expiresAt: 'n',
    flow: ['either', '?', flowViewResultShape],
  },
]

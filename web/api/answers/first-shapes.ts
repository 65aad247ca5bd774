// Written by "npm run shapes:generate" from shared/schemas; do not edit.
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

const flowLogShape: Shape = {
  type: [
    'known',
    's',
    'flow-created',
    'flow-deleted',
    'flow-updated',
    'flow-started',
    'flow-revoked',
    'flow-expired',
    'flow-archived',
    'flow-viewed',
    'flow-handed-over',
    'sign-area-added',
    'sign-area-removed',
    'sign-area-updated',
    'signed',
    'sign-delegated',
    'sign-notified',
    'sign-refused',
    'seal-approval-started',
    'seal-approval-agreed',
    'seal-approval-refused',
    'document-added',
    'document-removed',
    'document-updated',
    'attachment-added',
    'attachment-removed',
    'attachment-updated',
    'participant-added',
    'participant-removed',
    'participant-updated',
    'unknown',
  ],
  typeCode: '0s',
  description: '0s',
  operator: '0s',
  time: '0n',
}

const flowShape: Shape = {
  taskId: 's',
  title: '0s',
  status: [
    'known',
    's',
    'draft',
    'signing',
    'completed',
    'revoked',
    'terminated',
    'expired',
    'deleted',
    'refused',
    'unknown',
  ],
  statusCode: '0ns',
  initiator: { name: '0s', organization: '0s' },
  logs: ['list', flowLogShape],
}

const signerShape: Shape = {
  name: '0s',
  status: ['known', 's', 'waiting', 'unsigned', 'signed', 'in-approval', 'refused', 'unknown'],
  statusCode: '0ns',
}

const problemShape: Shape = {
  status: 'n',
  code: 's',
  title: 's',
  requestId: 's',
  retryAfter: '?n',
  requiredScopes: ['either', '?', ['list', 's']],
}

const approvalNodeShape: Shape = {
  approver: '0s',
  status: ['known', 's', 'waiting', 'approving', 'agreed', 'refused', 'unknown'],
  statusCode: '0ns',
  startTime: '0n',
  decisionTime: '0n',
  decisionTimeText: '0s',
}

const sealApprovalShape: Shape = {
  name: '0s',
  status: ['known', 's', 'waiting', 'approving', 'agreed', 'refused', 'unknown'],
  statusCode: '0ns',
  sponsor: '0s',
  startTime: '0n',
  endTime: '0n',
  refuseReason: '0s',
  sealImageUrl: '0s',
  nodes: ['list', approvalNodeShape],
}

const nextStepShape: Shape = {
  kind: [
    'known',
    's',
    'draft',
    'waiting-for-signature',
    'waiting-for-anyone',
    'waiting-for-seal-approval',
    'seal-approval-refused',
    'waiting-for-several',
    'signing-unknown-who',
    'refused-not-ended',
    'all-signed-not-completed',
    'completed',
    'completed-not-all-signed',
    'revoked',
    'terminated',
    'expired',
    'deleted',
    'refused',
    'unknown',
  ],
  people: ['list', 's'],
  since: '0n',
  followedBy: ['list', 's'],
  reason: '0s',
  waits: ['either', '?', ['list', { for: 's', people: ['list', 's'], since: '0n' }]],
  byName: ['either', '?', ['list', 's']],
}

const situationShape: Shape = {
  signers: [
    'list',
    {
      name: '0s',
      state: ['known', 's', 'done', 'due', 'later', 'held', 'refused', 'unknown'],
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
      state: ['known', 's', 'running', 'agreed', 'refused', 'unknown'],
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

const flowPersonShape: Shape = {
  role: 's',
  name: '0s',
  order: '0n',
  requirement: '0s',
  isMe: 'b',
  isWaitedFor: 'b',
  hasSignLink: '?b',
}

const reminderShape: Shape = { name: 's', recipients: ['list', '0s'], at: 'n' }

const reminderOutlookShape: Shape = {
  state: 's',
  availableAt: '0n',
  reached: ['list', '0s'],
  unreached: ['list', '0s'],
}

const flowRecordShape: Shape = {
  deadline: '0n',
  isInitiator: 'b',
  people: ['list', flowPersonShape],
  urges: ['list', reminderShape],
  urge: reminderOutlookShape,
  lastOpenedAt: '0n',
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

const flowViewResultShape: Shape = ['either', { ok: flowViewShape[0] }, { problem: problemShape }]

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

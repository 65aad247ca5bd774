// Written by "npm run shapes:generate" from shared/schemas; do not edit.
import type { FlowList } from '#shared/schemas/flow/flow-list.ts'
import type { Shape, ShapeOf } from './shape.ts'

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

const listedFlowShape: Shape = {
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
  nextStep: ['either', '0', nextStepShape],
  deadline: '0n',
  startedAt: 'n',
  confirmedAt: '0n',
  waitsForMe: 'b',
  isMineByName: 'b',
}

export const flowListShape: ShapeOf<FlowList> = [
  { flows: ['list', listedFlowShape], nextCursor: '0s' },
]

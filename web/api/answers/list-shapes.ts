// Written by "npm run shapes:generate" from shared/schemas; do not edit.
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import type { FlowList } from '#shared/schemas/flow/flow-list.ts'
import { nextStepShape } from './first-shapes.ts'
import type { Shape, ShapeOf } from './shape.ts'

const listedFlowShape: Shape = {
  taskId: 's',
  title: '0s',
  status: ['known', 's', ...flowStatuses],
  statusCode: '0ns',
  initiator: { name: '0s', organization: '0s' },
  nextStep: ['either', '0', nextStepShape],
  deadline: '0n',
  startedAt: 'n',
  confirmedAt: '0n',
  waitsForMe: 'b',
  isMineByName: 'b',
  counterparts: ['either', '?', ['list', 's']],
  found: ['either', '?', { role: 's', name: '0s' }],
  isApprover: '?b',
}

export const flowListShape: ShapeOf<FlowList> = [
  {
    flows: ['list', listedFlowShape],
    nextCursor: '0s',
    counts: ['either', '?', ['record', 'n']],
    initiators: ['either', '?', ['list', { userId: '0s', name: 's', count: 'n' }]],
  },
]

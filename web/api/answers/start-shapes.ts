// Written by "npm run shapes:generate" from shared/schemas; do not edit.
import type { UploadedFile } from '#shared/schemas/file.ts'
import type { Readiness } from '#shared/schemas/readiness.ts'
import type { StartedFlow } from '#shared/schemas/start-flow-request.ts'
import { problemShape } from './first-shapes.ts'
import type { Shape, ShapeOf } from './shape.ts'

export const uploadedFileShape: ShapeOf<UploadedFile> = [
  {
    fileId: 's',
    name: '0s',
    size: '0n',
    state: ['known', 's', 'uploading', 'converting', 'ready', 'failed', 'unknown'],
    stateCode: '0ns',
    pages: '0n',
  },
]

const readinessCheckShape: Shape = {
  item: 's',
  state: ['known', 's', 'ok', 'missing', 'unknown'],
  canFix: 'b',
  problem: ['either', '0', problemShape],
}

export const readinessShape: ShapeOf<Readiness> = [
  { checks: ['list', readinessCheckShape], contractsLeft: '0n', launches: ['list', 's'] },
]

const launchPageShape: Shape = { pcUrl: '0s', mobileUrl: '0s' }

export const startedFlowShape: ShapeOf<StartedFlow> = [
  { taskId: '0s', page: ['either', '0', launchPageShape] },
]

import { Hono } from 'hono'
import { isTaskId } from '../../shared/task-id.ts'
import type { AppContext, AppEnv } from '../app-env.ts'
import type { Esign } from '../esign/esign.ts'
import { answerJson } from '../json-answer.ts'
import { requireSession } from '../session/session-middleware.ts'
import { invalidTaskId, type FlowReader } from './flow-reader.ts'
import { toFlowView } from './flow-reading.ts'

function taskIdOf(c: AppContext): string {
  const taskId = c.req.param('taskId') ?? ''
  if (!isTaskId(taskId)) throw invalidTaskId()
  return taskId
}

/** What becomes of flows. */
export function flowRoutes(flows: FlowReader, esign: Pick<Esign, 'getDocuments'>): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/:taskId', async (c) => {
      const taskId = taskIdOf(c)
      const { corpId } = requireSession(c)
      return answerJson(c, toFlowView(await flows.read(corpId, taskId), c.get('requestId')))
    })
    .get('/:taskId/documents', async (c) => {
      const taskId = taskIdOf(c)
      const { corpId } = requireSession(c)
      // Their addresses live for an unknown time, so they are fetched each time anew.
      return answerJson(c, { documents: await esign.getDocuments(corpId, taskId) })
    })
}

import { Hono } from 'hono'
import { isTaskId } from '../../shared/task-id.ts'
import type { AppEnv } from '../app-env.ts'
import { answerJson } from '../json-answer.ts'
import { requireSession } from '../session/session-middleware.ts'
import { invalidTaskId, type FlowReader } from './flow-reader.ts'

/** What becomes of flows. */
export function flowRoutes(flows: FlowReader): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/:taskId', async (c) => {
    const taskId = c.req.param('taskId')
    if (!isTaskId(taskId)) throw invalidTaskId()
    const { corpId } = requireSession(c)
    return answerJson(c, await flows.read(corpId, taskId))
  })
}

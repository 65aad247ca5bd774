import { Hono } from 'hono'
import { flowListQuerySchema } from '../../shared/flow-list.ts'
import { isTaskId } from '../../shared/task-id.ts'
import type { AppContext, AppEnv } from '../app-env.ts'
import type { Esign } from '../esign/esign.ts'
import { answerJson } from '../json-answer.ts'
import { ProblemError } from '../problem.ts'
import { isAdmin } from '../session/is-admin.ts'
import { requireSession } from '../session/session-middleware.ts'
import type { FlowMemory } from './flow-memory.ts'
import { invalidTaskId, type FlowReader } from './flow-reader.ts'
import { toFlowView } from './flow-reading.ts'

export type FlowParts = {
  flows: FlowReader
  /** Null when nothing is remembered. */
  memory: FlowMemory | null
  esign: Pick<Esign, 'getDocuments'>
  adminUserIds: ReadonlySet<string>
}

function taskIdOf(c: AppContext): string {
  const taskId = c.req.param('taskId') ?? ''
  if (!isTaskId(taskId)) throw invalidTaskId()
  return taskId
}

/** What becomes of flows. */
export function flowRoutes({ flows, memory, esign, adminUserIds }: FlowParts): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const session = requireSession(c)
      if (memory === null) return c.notFound()
      const query = flowListQuerySchema.safeParse(c.req.query())
      if (!query.success) throw new ProblemError('invalid-request', 'The query is wrong.')
      const viewer = { ...session, isAdmin: isAdmin(session, adminUserIds) }
      return answerJson(c, await memory.list(viewer, query.data))
    })
    .get('/:taskId', async (c) => {
      const taskId = taskIdOf(c)
      const session = requireSession(c)
      const reading = await flows.read(session.corpId, taskId)
      memory?.noteOpened(session, reading)
      return answerJson(c, toFlowView(reading, c.get('requestId')))
    })
    .get('/:taskId/documents', async (c) => {
      const taskId = taskIdOf(c)
      const { corpId } = requireSession(c)
      // Their addresses live for an unknown time, so they are fetched each time anew.
      return answerJson(c, { documents: await esign.getDocuments(corpId, taskId) })
    })
}

import { Hono } from 'hono'
import { z } from 'zod'
import { startFlowRequestSchema } from '#shared/schemas/flow/start-flow-request.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import { limitJsonBodyTo, readJson } from '#proxy/base/http/json-request.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { requireSession } from '#proxy/features/session/session-middleware.ts'
import { answerJson } from '#proxy/base/http/json-answer.ts'
import { taskIdOf } from '#proxy/features/access/requested-flow.ts'
import type { FlowDrafts } from './flow-drafts.ts'
import type { FlowStarter } from './flow-starter.ts'

const keySchema = z.uuid()

export function startFlowRoutes(starter: FlowStarter, drafts: FlowDrafts): Hono<AppEnv> {
  const routes = new Hono<AppEnv>().get('/:taskId/draft', async (c) => {
    return answerJson(c, await drafts.read(requireSession(c), taskIdOf(c)))
  })
  // Many files and people may have long names.
  return routes.post('/', policy({ isBought: true }), limitJsonBodyTo(128), async (c) => {
    const session = requireSession(c)
    const key = keySchema.safeParse(c.req.header('idempotency-key'))
    if (!key.success) {
      throw new ProblemError('invalid-request', 'The header idempotency-key must be a UUID.')
    }
    const request = await readJson(c, startFlowRequestSchema)
    return c.json(await starter.start(session, key.data.toLowerCase(), request), 201)
  })
}

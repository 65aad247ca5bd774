import { Hono } from 'hono'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { answerJson } from '#proxy/base/http/json-answer.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import { requireSession } from '#proxy/features/session/session-middleware.ts'
import type { Proposals } from './proposals.ts'

/** What a person's assistants proposed. */
export function proposalRoutes(proposals: Proposals): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/:id', async (c) => {
      const session = requireSession(c)
      return answerJson(c, await proposals.show(session, c.req.param('id')))
    })
    .post('/:id/confirm', policy({ isBought: true }), async (c) => {
      const session = requireSession(c)
      return answerJson(c, await proposals.confirm(session, c.req.param('id')))
    })
    .post('/:id/refuse', async (c) => {
      const session = requireSession(c)
      await proposals.refuse(session, c.req.param('id'))
      return c.body(null, 204)
    })
}

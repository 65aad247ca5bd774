import { Hono } from 'hono'
import { z } from 'zod'
import { internalApp, thirdPartyApp } from '#sandbox/credentials.ts'
import { NewHostRefusal } from '#sandbox/protocol/refusals.ts'
import type { SandboxEnv } from '#sandbox/protocol/request-body.ts'
import { parseJsonObject } from '#sandbox/protocol/request-body.ts'
import type { World } from '#sandbox/state/state.ts'
import { robotTopic } from './robot.ts'
import type { StreamGateway } from './stream-gateway.ts'
import { streamPath } from './stream-gateway.ts'

const subscriptionsSchema = z.array(z.object({ type: z.string(), topic: z.string() }))

/** Where an app asks for a Stream connection (`/v1.0/gateway`), by its secret instead of a token. */
export function gatewayRoutes(world: World, gateway: StreamGateway): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()

  app.post('/connections/open', (c) => {
    const { clientId, clientSecret, subscriptions } = parseJsonObject(c.get('bodyText')) ?? {}
    const known = [
      [internalApp.clientId, internalApp.clientSecret],
      [thirdPartyApp.suiteKey, thirdPartyApp.suiteSecret],
    ].some(([id, secret]) => id === clientId && secret === clientSecret)
    if (!known || typeof clientId !== 'string' || world.state.gateway.refusesStream) {
      throw new NewHostRefusal(401, 'authFailed', '鉴权失败')
    }
    const asked = subscriptionsSchema.safeParse(subscriptions).data ?? []
    const hasRobot = asked.some(({ topic }) => topic === robotTopic)
    const ticket = gateway.issueTicket(clientId, hasRobot)
    const endpoint = new URL(streamPath, c.req.url)
    endpoint.protocol = endpoint.protocol === 'https:' ? 'wss:' : 'ws:'
    // A client that does not ask for JSON gets XML.
    if (c.req.header('accept')?.includes('application/json') !== true) {
      return c.body(
        `<result><endpoint>${endpoint.href}</endpoint><ticket>${ticket}</ticket></result>`,
        200,
        { 'content-type': 'application/xml' },
      )
    }
    return c.json({ endpoint: endpoint.href, ticket })
  })

  return app
}

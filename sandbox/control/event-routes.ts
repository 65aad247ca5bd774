import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { z } from 'zod'
import { sandboxCorpId, thirdPartyApp } from '#sandbox/credentials.ts'
import { lineFaultSchema } from '#sandbox/state/line-faults.ts'
import type { StreamGateway } from '#sandbox/dingtalk/stream-gateway.ts'
import type { SandboxEnv } from '#sandbox/protocol/request-body.ts'
import type { World } from '#sandbox/state/state.ts'
import { readJson } from './read-json.ts'

const eventRequest = z.object({
  /** The app that gets the event. */
  clientId: z.string(),
  eventType: z.string(),
  corpId: z.string().default(sandboxCorpId),
  data: z.record(z.string(), z.unknown()).default({}),
  /** A new id by default. */
  eventId: z.string().optional(),
  /** When the event happened; now by default. */
  bornAt: z.number().optional(),
})

/** Control calls for DingTalk's events, which are pushed over Stream connections. */
export function eventRoutes(world: World, gateway: StreamGateway): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()

  app.get('/events', (c) => c.json({ events: world.state.events }))

  app.post('/events', async (c) => {
    const event = await readJson(c, eventRequest)
    if (!event) return c.json({ error: 'Expected {clientId, eventType, corpId?, data?}.' }, 400)
    return c.json({ eventId: gateway.push(event).eventId })
  })

  app.get('/connections', (c) => c.json({ connections: gateway.connections() }))

  app.post('/line-faults', async (c) => {
    const fault = await readJson(c, lineFaultSchema)
    if (!fault) return c.json({ error: 'Expected {kind, times?, delayMs?, text?}.' }, 400)
    gateway.addFault(fault)
    return c.body(null, 204)
  })

  app.post('/suite-ticket', (c) => {
    const suiteTicket = randomBytes(16).toString('hex')
    world.state.suiteTicket = suiteTicket
    gateway.push({
      clientId: thirdPartyApp.suiteKey,
      corpId: '',
      eventType: 'suite_ticket',
      data: { suiteTicket },
    })
    return c.json({ suiteTicket })
  })

  app.post('/disconnect', (c) => {
    gateway.disconnect()
    return c.body(null, 204)
  })

  return app
}

import { Hono } from 'hono'
import { z } from 'zod'
import type { SandboxEnv } from '#sandbox/protocol/request-body.ts'
import type { World } from '#sandbox/state/state.ts'
import { readJson } from './read-json.ts'

const dayMs = 24 * 60 * 60_000

const clockRequest = z.strictObject({ days: z.number().int().min(1).max(31) })

/** Moves time on, so that what is due in weeks can be seen today. Timers keep the machine's time. */
export function clockRoutes(world: World): Hono<SandboxEnv> {
  return new Hono<SandboxEnv>()
    .post('/clock', async (c) => {
      const body = await readJson(c, clockRequest)
      if (!body) return c.json({ error: 'Expected {days}, from 1 to 31.' }, 400)
      world.moveClock(body.days * dayMs)
      return c.json({ now: world.now() })
    })
    .get('/clock.js', (c) => {
      c.header('cache-control', 'no-store')
      return c.body(clockScript(world.aheadMs()), 200, {
        'content-type': 'text/javascript; charset=utf-8',
      })
    })
}

/** Gives a page that loads it first the sandbox's clock. */
function clockScript(aheadMs: number): string {
  return `(function (ahead) {
  var now = Date.now
  window.Date = new Proxy(Date, {
    apply: function (target) { return new target(now() + ahead).toString() },
    construct: function (target, args, newTarget) {
      return Reflect.construct(target, args.length === 0 ? [now() + ahead] : args, newTarget)
    },
    get: function (target, property, receiver) {
      if (property === 'now') return function () { return now() + ahead }
      return Reflect.get(target, property, receiver)
    },
  })
})(${aheadMs})
`
}

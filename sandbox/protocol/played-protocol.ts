import { setTimeout as delay } from 'node:timers/promises'
import { createMiddleware } from 'hono/factory'
import { tokenHeader } from '#sandbox/state/tokens.ts'
import { masked, maskedQuery, maskedToken } from '#sandbox/state/calls.ts'
import { faultAnswer, takeFault } from '#sandbox/state/faults.ts'
import type { SandboxEnv } from './request-body.ts'
import { parseJsonObject, readBodyText } from './request-body.ts'
import type { World } from '#sandbox/state/state.ts'

/** How many calls `GET /_sandbox/calls` can show; older ones are dropped. */
const rememberedCalls = 10_000

/** Wraps every call of the played protocol: reads its body, applies a fault, records the call. */
export function playedProtocol(world: World) {
  return createMiddleware<SandboxEnv>(async (c, next) => {
    const at = world.now()
    const started = performance.now()
    const { state } = world
    const url = new URL(c.req.url)
    const bodyText = await readBodyText(c)
    c.set('bodyText', bodyText)

    const fault = takeFault(state.faults, c.req.method, url.pathname + url.search)
    if (fault?.delayMs !== undefined) await delay(fault.delayMs, undefined, { ref: false })
    const answer = fault && faultAnswer(fault)
    if (answer) c.res = answer
    else await next()
    // A caller tells from it how far the two clocks are apart.
    if (!c.res.headers.has('date')) c.res.headers.set('date', new Date(at).toUTCString())

    state.calls.push({
      at,
      method: c.req.method,
      path: url.pathname,
      query: maskedQuery(url.searchParams),
      token: maskedToken(c.req.header(tokenHeader)),
      body: masked(parseJsonObject(bodyText) ?? null),
      status: c.res.status,
      durationMs: Math.round(performance.now() - started),
    })
    if (state.calls.length > rememberedCalls) state.calls.shift()
  })
}

import { ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { createMiddleware } from 'hono/factory'
import { tokenHeader } from '#sandbox/state/tokens.ts'
import { masked, maskedQuery, maskedToken } from '#sandbox/state/calls.ts'
import { faultAnswer, takeFault } from '#sandbox/state/faults.ts'
import type { SandboxBindings, SandboxContext, SandboxEnv } from './request-body.ts'
import { parseJsonObject, readBodyText } from './request-body.ts'
import type { World } from '#sandbox/state/state.ts'

/** How many calls `GET /_sandbox/calls` can show; older ones are dropped. */
const rememberedCalls = 10_000

/** Sends half of an answer's body and cuts the connection. Without a server, sends it whole. */
async function cutOff(c: SandboxContext, answer: Response): Promise<Response> {
  // Without an HTTP server `c.env` is undefined, although its type says otherwise.
  const bindings: SandboxBindings | undefined = c.env
  const outgoing = bindings?.outgoing
  if (!(outgoing instanceof ServerResponse)) return answer
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const headers = { ...Object.fromEntries(answer.headers), 'content-length': bytes.length }
  outgoing.writeHead(answer.status, headers)
  outgoing.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => outgoing.destroy())
  return RESPONSE_ALREADY_SENT
}

/** Wraps every call of the played protocol: reads its body, applies a fault, records the call. */
export function playedProtocol(world: World) {
  return createMiddleware<SandboxEnv>(async (c, next) => {
    const at = world.now()
    const started = performance.now()
    const { state } = world
    const url = new URL(c.req.url)
    const bodyText = await readBodyText(c)
    c.set('bodyText', bodyText)
    world.apiOrigin = url.origin

    const call = {
      method: c.req.method,
      path: url.pathname + url.search,
      token: c.req.header(tokenHeader) ?? url.searchParams.get('access_token') ?? undefined,
      body: parseJsonObject(bodyText),
    }
    const fault = (await world.decideFault(call)) ?? takeFault(state.faults, call.method, call.path)
    if (fault?.delayMs !== undefined) await delay(fault.delayMs, undefined, { ref: false })
    const answer = fault && faultAnswer(fault)
    if (answer) c.res = answer
    else await next()
    if (fault?.isCutOff === true) {
      const cut = await cutOff(c, c.res)
      // Otherwise Hono would set a copy, which the server would send once more.
      c.res = undefined
      c.res = cut
    }
    // A caller tells from it how far the two clocks are apart.
    if (!c.res.headers.has('date')) c.res.headers.set('date', new Date(at).toUTCString())

    state.calls.push({
      at,
      method: call.method,
      path: url.pathname,
      query: maskedQuery(url.searchParams),
      token: maskedToken(c.req.header(tokenHeader)),
      body: masked(call.body ?? null),
      status: c.res.status,
      durationMs: Math.round(performance.now() - started),
    })
    if (state.calls.length > rememberedCalls) state.calls.shift()
  })
}

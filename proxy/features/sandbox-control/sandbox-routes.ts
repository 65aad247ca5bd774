import { Hono } from 'hono'
import { z } from 'zod'
import { requestedHost, type AppContext, type AppEnv } from '#proxy/base/http/app-env.ts'
import { readJson } from '#proxy/base/http/json-request.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { Store } from '#proxy/base/store/store.ts'
import type { CorpFeature } from '#proxy/features/corp/corp-feature.ts'
import type { FlowsFeature } from '#proxy/features/flows/flows-feature.ts'
import { isOurOrigin } from '#proxy/features/session/origin-check.ts'
import { isLoopback } from '#proxy/settings.ts'
import type { Clock } from '#shared/rules/time.ts'
import { recordSandboxFlows, type SandboxFlow } from './sandbox-flows.ts'

/** Answers requests below `/_sandbox/` in sandbox mode. */
export type SandboxControl = {
  fetch(request: Request): Response | Promise<Response>
  /** How far its clock is ahead; only if our own clock is as far ahead, so that it may be moved. */
  aheadMs?: () => number
}

type SandboxDeps = {
  /** Our public address, without a slash at the end. */
  publicUrl: string
  sandbox: SandboxControl
  store: Pick<Store, 'corpData'> & {
    events: Pick<Store['events'], 'publish'>
    registry: Pick<Store['registry'], 'flows'>
  }
  /** Whether no other process uses the store. */
  isAlone: boolean
  /** Does what is due by now. */
  sendDue: () => Promise<void>
  now: Clock
}

/** What a reset to a named seed answers. */
const seedSchema = z.object({ corpId: z.string(), flows: z.array(z.custom<SandboxFlow>()) })

const clockSchema = z.strictObject({ days: z.number().int().min(1).max(31) })

type Before = {
  corp: { names: Pick<CorpFeature['names'], 'lookUpAgain'> }
  flows: { reader: Pick<FlowsFeature['reader'], 'forgetAll'> }
}

/**
 * The controls of the sandbox. A call that changes it drops all readings, as most such changes cause
 * no notice; a reset to a named seed also what is stored of its company.
 */
export function sandboxRoutes(deps: SandboxDeps, { corp, flows }: Before): Hono<AppEnv> {
  const { publicUrl, sandbox, store, isAlone, sendDue, now } = deps

  /** Day by day, so that what is due on one is done on it. */
  async function moveClock({ req }: Pick<AppContext, 'req'>, days: number): Promise<Response> {
    const move = { method: 'POST', body: JSON.stringify({ days: 1 }) }
    const answer = await sandbox.fetch(new Request(req.url, move))
    await sendDue()
    return days === 1 ? answer : moveClock({ req }, days - 1)
  }

  return new Hono<AppEnv>().all('/*', async (c) => {
    if (!isOurs(c, publicUrl)) return c.notFound()
    const isClock = c.req.path.endsWith('/_sandbox/clock')
    if (isClock && sandbox.aheadMs === undefined) return c.notFound()
    if (changesSomething(c) && isOfForeignPage(c, publicUrl))
      throw new ProblemError('foreign-origin', 'Only our own pages may control the sandbox.')
    const answer = isClock
      ? await moveClock(c, (await readJson(c, clockSchema)).days)
      : await sandbox.fetch(c.req.raw)
    if (changesSomething(c)) {
      const seeded = c.req.path.endsWith('/_sandbox/reset') && answer.status === 200
      if (seeded) {
        const { corpId, flows: known } = seedSchema.parse(await answer.clone().json())
        await store.corpData.delete(corpId)
        await recordSandboxFlows(store.registry.flows, known, now())
      }
      flows.reader.forgetAll()
      corp.names.lookUpAgain(null)
      if (!isAlone) await store.events.publish({ type: 'sandbox-changed' })
    }
    return c.newResponse(answer.body, answer)
  })
}

/**
 * Anybody who reaches the sandbox may control it, so a page of another host name that points to
 * this machine (DNS rebinding) must not.
 */
function isOurs(c: AppContext, publicUrl: string): boolean {
  const host = requestedHost(c)
  return host === null || isLoopback(host) || host === new URL(publicUrl).hostname
}

/** Programs send no origin. */
function isOfForeignPage(c: AppContext, publicUrl: string): boolean {
  const origin = c.req.header('origin')
  return origin !== undefined && !isOurOrigin(origin, publicUrl, c.req.header('host'))
}

/** Sign-ins request codes, which changes nothing. */
function changesSomething({ req: { method, path } }: AppContext): boolean {
  return method !== 'GET' && method !== 'HEAD' && !path.endsWith('/_sandbox/auth-codes')
}

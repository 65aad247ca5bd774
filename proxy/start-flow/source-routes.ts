import { Hono } from 'hono'
import { z } from 'zod'
import type { AppEnv } from '#proxy/http/app-env.ts'
import type { AuditLog } from '#proxy/audit/audit-log.ts'
import { flowAddress } from '#proxy/flows/flow-address.ts'
import { linkLifetimeMs, type FlowLinks } from '#proxy/flows/access/flow-links.ts'
import { fromStore } from '#proxy/flows/read/store-timeout.ts'
import { ProblemError } from '#proxy/http/problem.ts'
import type { FlowRegistry } from '#proxy/store/flows/flow-types.ts'

export type SourceParts = {
  /** Our public address, without a slash at the end. */
  publicUrl: string
  registry: Pick<FlowRegistry, 'findStarted'>
  links: Pick<FlowLinks, 'create'>
  /** The time in epoch milliseconds. */
  now: () => number
}

/** Open to anybody, so only so many look-ups run at once. */
const mostLookups = 8

/** For the audit: who comes from e签宝's page is often not signed in. */
const fromEsign = { userId: '', name: 'e签宝' }

const referenceSchema = z.uuid()

/**
 * Redirects from `sourceLink` and `returnLink` to the flow's page. While the flow is under way, the first
 * by a signed link: those who decide on a seal are known by name only and have no other right. Unknown
 * ids lead to a page that says so.
 */
export function sourceRoutes(parts: SourceParts, audit: AuditLog): Hono<AppEnv> {
  const { publicUrl, links, now } = parts
  let lookups = 0

  async function lookUp({ registry }: SourceParts, reference: string) {
    if (lookups >= mostLookups) {
      throw new ProblemError('store-unavailable', 'Too many addresses are being looked up.')
    }
    lookups += 1
    // The slot stays taken until the store answers, also when the client is gone.
    const found = registry.findStarted(reference).finally(() => (lookups -= 1))
    return fromStore(found)
  }

  return new Hono<AppEnv>().get('/:reference', async (c) => {
    const given = c.req.param('reference')
    const reference = referenceSchema.safeParse(given)
    const found = reference.success ? await lookUp(parts, reference.data.toLowerCase()) : null
    if (found === null)
      return c.redirect(flowAddress(publicUrl, c.req.query('corpId') ?? '', given))
    const { corpId, taskId, status } = found
    // With what e签宝 appended, however it joined that; see `readReturn`.
    const returned = /[?&](returned=.*)/.exec(c.req.url)?.[1]
    if (returned !== undefined)
      return c.redirect(`${flowAddress(publicUrl, corpId, taskId)}&${returned}`)
    if (status !== 'draft' && status !== 'signing')
      return c.redirect(flowAddress(publicUrl, corpId, taskId))
    const session = c.get('session')
    const who = session?.corpId === corpId ? session : { corpId, ...fromEsign }
    await audit.note(who, 'link-made', { taskId })
    return c.redirect(links.create(corpId, taskId, now() + linkLifetimeMs).url)
  })
}

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
  /** Current time in epoch milliseconds. */
  now: () => number
}

/** Concurrent lookups, limited as anybody can cause them. */
const maxLookups = 8

/** Used in the audit, as people who come from e签宝's page are often not signed in. */
const fromEsign = { userId: '', name: 'e签宝' }

const referenceSchema = z.uuid()

/**
 * Redirects from `sourceLink` and `returnLink` to the flow's page. Until the flow ends,
 * `sourceLink` redirects with a signed link: seal approvers are known only by name and have no
 * other right. Unknown ids lead to a page that says so.
 */
export function sourceRoutes(parts: SourceParts, audit: AuditLog): Hono<AppEnv> {
  const { publicUrl, links, now } = parts
  let lookups = 0

  async function lookUp({ registry }: SourceParts, reference: string) {
    if (lookups >= maxLookups) {
      throw new ProblemError('store-unavailable', 'Too many lookups are in progress.')
    }
    lookups += 1
    // The slot stays taken until the store answers, even if the client disconnects.
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
    // Including what e签宝 appended, in any form; see `readReturn`.
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

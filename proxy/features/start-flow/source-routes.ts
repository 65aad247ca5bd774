import { Hono } from 'hono'
import pLimit from 'p-limit'
import { z } from 'zod'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import { flowAddress } from '#proxy/features/access/flow-address.ts'
import { linkLifetimeMs, type FlowLinks } from '#proxy/features/access/flow-links.ts'
import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import { PersonGate } from '#proxy/base/limits/person-gate.ts'
import type { FlowStore } from '#proxy/base/store/flows/flow-types.ts'
import type { Clock } from '#shared/rules/time.ts'

export type SourceDeps = {
  /** Our public address, without a slash at the end. */
  publicUrl: string
  registry: Pick<FlowStore, 'findStarted'>
  links: Pick<FlowLinks, 'create'>
  now: Clock
}

/** Concurrent lookups, for one address and in total; limited as anybody can cause them. */
const maxPerAddress = 2
const maxLookups = 8

/** How long a lookup may wait for its turn, in milliseconds. */
const waitMs = 1000

/**
 * A link is made, and noted in the audit, once in this many milliseconds for each person; those who
 * are not signed in count as one.
 */
const reusedMs = 5 * 60_000
const maxLinks = 10_000

/** Used in the audit, as people who come from e签宝's page are often not signed in. */
const fromEsign = { userId: '', name: 'e签宝' }

const referenceSchema = z.uuid()

/**
 * Redirects from `sourceLink` and `returnLink` to the flow's page. Until the flow ends,
 * `sourceLink` redirects with a signed link: seal approvers are known only by name and have no
 * other right. Unknown ids lead to a page that says so.
 */
export function sourceRoutes(deps: SourceDeps, audit: AuditLog): Hono<AppEnv> {
  const { publicUrl, registry, links, now } = deps
  const gate = new PersonGate(maxPerAddress, waitMs)
  const all = pLimit(maxLookups)
  const made = boundedCache<string, { url: string; at: number }>(maxLinks)

  /** Its turn ends when the store answers, even if the client disconnects. */
  function lookUp(reference: string) {
    return fromStore(gate.inTurn(() => all(() => registry.findStarted(reference))))
  }

  return new Hono<AppEnv>().get('/:reference', policy({ hasSecret: true }), async (c) => {
    const given = c.req.param('reference')
    const reference = referenceSchema.safeParse(given)
    const found = reference.success ? await lookUp(reference.data.toLowerCase()) : null
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
    const key = JSON.stringify([corpId, taskId, who.userId])
    const last = made.get(key)
    if (last !== undefined && now() - last.at < reusedMs) return c.redirect(last.url)
    await audit.note(who, 'link-made', { taskId })
    const { url } = links.create(corpId, taskId, now() + linkLifetimeMs)
    made.set(key, { url, at: now() })
    return c.redirect(url)
  })
}

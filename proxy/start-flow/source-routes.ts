import { Hono } from 'hono'
import { z } from 'zod'
import type { AppEnv } from '#proxy/http/app-env.ts'
import { flowAddress } from '#proxy/flows/flow-address.ts'
import { linkLifetimeMs, type FlowLinks } from '#proxy/flows/access/flow-links.ts'
import { fromStore } from '#proxy/flows/read/store-timeout.ts'
import { ProblemError } from '#proxy/http/problem.ts'
import type { FlowRegistry, StartedRecord } from '#proxy/store/flows/flow-types.ts'

export type SourceParts = {
  /** Our public address, without a slash at the end. */
  publicUrl: string
  registry: Pick<FlowRegistry, 'findStarted'>
  links: Pick<FlowLinks, 'create'>
  /** The time in epoch milliseconds. */
  now: () => number
}

/** Anybody may ask, signed in or not, so that no more than a few look-ups run at the same time. */
const mostLookups = 8

const referenceSchema = z.uuid()

/**
 * Leads from the address that `sourceLink` makes to the flow's page. While the flow is under way the
 * page opens by a signed link: those who decide on a seal are known to e签宝 by name alone, so they
 * have no other right to see it. What is not known leads to a page that says so.
 */
export function sourceRoutes(parts: SourceParts): Hono<AppEnv> {
  let lookups = 0

  async function lookUp({ registry }: SourceParts, reference: string) {
    if (lookups >= mostLookups) {
      throw new ProblemError('store-unavailable', 'Too many addresses are being looked up.')
    }
    lookups += 1
    // The place is kept until the store has answered, also when nobody waits any more.
    const found = registry.findStarted(reference).finally(() => (lookups -= 1))
    return fromStore(found)
  }

  return new Hono<AppEnv>().get('/:reference', async (c) => {
    const given = c.req.param('reference')
    const reference = referenceSchema.safeParse(given)
    const found = reference.success ? await lookUp(parts, reference.data.toLowerCase()) : null
    if (found !== null) return c.redirect(pageOf(parts, found))
    return c.redirect(flowAddress(parts.publicUrl, c.req.query('corpId') ?? '', given))
  })
}

function pageOf({ publicUrl, links, now }: SourceParts, flow: StartedRecord): string {
  const { corpId, taskId, status } = flow
  const isUnderWay = status === 'draft' || status === 'signing'
  return isUnderWay
    ? links.create(corpId, taskId, now() + linkLifetimeMs).url
    : flowAddress(publicUrl, corpId, taskId)
}

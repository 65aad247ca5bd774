import { Hono } from 'hono'
import { vitalsSchema, type VitalsReport } from '#shared/schemas/vitals.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'
import type { AppContext, AppEnv } from '#proxy/base/http/app-env.ts'
import { clientAddress } from '#proxy/base/http/client-address.ts'
import { limitJsonBodyTo, readJson } from '#proxy/base/http/json-request.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import { perMinute } from '#proxy/base/limits/per-minute.ts'

export type VitalsDeps = {
  /** @param from the person, or the address of somebody who is not signed in */
  count: (report: VitalsReport, from: string, isMember: boolean) => void
  monotonic: MonotonicClock
}

/** Reports in a minute; an address may be a whole office, before anybody has signed in. */
const maxPerPerson = 20
const maxPerAddress = 60

/**
 * `POST /api/vitals`: counts how an opening of the app went. Reports above the limits are dropped
 * with the same answer, as the page can do nothing about it.
 */
export function vitalsRoutes({ count, monotonic }: VitalsDeps): Hono<AppEnv> {
  const isWithin = perMinute(monotonic)
  function senderOf(c: AppContext): { from: string; isMember: boolean } {
    const person = c.get('session')
    return person
      ? { from: JSON.stringify([person.corpId, person.userId]), isMember: true }
      : { from: `address ${clientAddress(c)}`, isMember: false }
  }
  return new Hono<AppEnv>().post(
    '/',
    policy({ isPolled: true, isForStopped: true }),
    limitJsonBodyTo(4),
    async (c) => {
      const report = await readJson(c, vitalsSchema)
      const { from, isMember } = senderOf(c)
      if (isWithin(from, isMember ? maxPerPerson : maxPerAddress)) count(report, from, isMember)
      return c.body(null, 204)
    },
  )
}

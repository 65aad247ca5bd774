import { Hono } from 'hono'
import { vitalsSchema, type VitalsReport } from '#shared/schemas/vitals.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'
import type { AppContext, AppEnv } from '#proxy/base/http/app-env.ts'
import { clientAddress } from '#proxy/base/http/client-address.ts'
import { limitJsonBodyTo, readJson } from '#proxy/base/http/json-request.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import { perMinute } from '#proxy/base/limits/per-minute.ts'

export type VitalsDeps = {
  count: (report: VitalsReport) => void
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
  function isWithinShare(c: AppContext): boolean {
    const person = c.get('session')
    return person
      ? isWithin(JSON.stringify([person.corpId, person.userId]), maxPerPerson)
      : isWithin(`address ${clientAddress(c)}`, maxPerAddress)
  }
  return new Hono<AppEnv>().post(
    '/',
    policy({ isPolled: true, isForStopped: true }),
    limitJsonBodyTo(4),
    async (c) => {
      const report = await readJson(c, vitalsSchema)
      if (isWithinShare(c)) count(report)
      return c.body(null, 204)
    },
  )
}

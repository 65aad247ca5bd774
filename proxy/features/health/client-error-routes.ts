import { Hono } from 'hono'
import { perMinute } from '#proxy/base/limits/per-minute.ts'
import { clientErrorSchema } from '#shared/schemas/client-error.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { clientAddress } from '#proxy/base/http/client-address.ts'
import { limitJsonBodyTo, readJson } from '#proxy/base/http/json-request.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'

export type ClientErrorDeps = {
  log: Pick<Logger, 'warn'>
  monotonic: MonotonicClock
}

/** Log lines in a minute. */
const maxPerAddress = 5
const maxTotal = 60

/**
 * `POST /api/client-errors`: logs an error of a page. Errors above the limits are dropped with the
 * same answer, as the page can do nothing about it.
 */
export function clientErrorRoutes({ log, monotonic }: ClientErrorDeps): Hono<AppEnv> {
  const isWithin = perMinute(monotonic)
  return new Hono<AppEnv>().post('/', limitJsonBodyTo(4), async (c) => {
    const { message, ...error } = await readJson(c, clientErrorSchema)
    if (isWithin(`address ${clientAddress(c)}`, maxPerAddress) && isWithin('all', maxTotal)) {
      const requestId = c.get('requestId')
      log.warn({ requestId, ...error, message: withoutData(message) }, 'error of a page')
    }
    return c.body(null, 204)
  })
}

/**
 * Removes personal data from a message: addresses, quotations, long words, long numbers, and
 * anything outside ASCII, which includes names and titles.
 */
function withoutData(message: string): string {
  return message
    .replace(/[^\x20-\x7e]+/g, '…')
    .replace(/\w+:\/\/\S+|\S+@\S+|"[^"]*"|\d{5,}|[\w-]{30,}/g, '…')
    .slice(0, 300)
}

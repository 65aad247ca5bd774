import { DrizzleQueryError } from 'drizzle-orm'
import { StoreError } from '#proxy/base/store/database.ts'

/**
 * Postgres codes that concern the server rather than the statement: broken connections (08), too
 * many of them (53), a cancelled statement or session (57).
 */
const serverCode = /^(08|53|57)...$/

/** Node's codes: nobody listens, or the connection was cut. */
const networkCode =
  /^(ECONN.*|ENOENT|EPIPE|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|EHOSTUNREACH|ENETUNREACH)$/

/** Messages of `pg` that have no code. */
const words =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client (has|was) .* not queryable)/

/** Whether a driver error means that the database is unavailable. */
export function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return serverCode.test(code) || networkCode.test(code) || words.test(error.message)
}

/**
 * Whether the store failed because it is unavailable. Retrying may succeed, and if the connection
 * broke, the statement may have taken effect.
 */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof DrizzleQueryError)
    return error.cause instanceof StoreError || isConnectionError(error.cause)
  return error instanceof StoreError
}

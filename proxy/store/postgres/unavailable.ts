import { DrizzleQueryError } from 'drizzle-orm'
import { StoreError } from '#proxy/store/database.ts'

/**
 * Codes of PostgreSQL that tell of the server and not of the statement: a connection that broke (08), too
 * many of them (53), a statement or a session that was ended (57).
 */
const serverCode = /^(08|53|57)...$/

/** Of Node: nobody listens there, or the connection was cut. */
const networkCode =
  /^(ECONN.*|ENOENT|EPIPE|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|EHOSTUNREACH|ENETUNREACH)$/

/** What `pg` says without a code. */
const words =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client (has|was) .* not queryable)/

/** Whether an error of the driver says that the database cannot be used now. */
export function tellsOfServer(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return serverCode.test(code) || networkCode.test(code) || words.test(error.message)
}

/**
 * Whether the store failed because it cannot be used now. The same may succeed later, and where the
 * connection broke it may have been done.
 */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof DrizzleQueryError)
    return error.cause instanceof StoreError || tellsOfServer(error.cause)
  return error instanceof StoreError
}

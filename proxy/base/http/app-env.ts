import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { byItselfHeader } from '#shared/rules/by-itself.ts'
import type { ProblemError } from '#proxy/base/problem.ts'
import type { SessionClaims } from './session-claims.ts'

export type AppEnv = {
  /** The connection of a request; absent without a server, as in tests. */
  Bindings: Partial<HttpBindings>
  Variables: {
    requestId: string
    /** Set once the asker is known. */
    session?: SessionClaims
    failure?: ProblemError
    /** Where the page of a failure leads; by default, to the same address again. */
    wayOn?: string
  }
}

export type AppContext = Context<AppEnv>

export function connectionOf(c: AppContext): AppEnv['Bindings'] | undefined {
  return c.env
}

/**
 * Without the port; empty if it is malformed, null if there is none, which browsers always send.
 */
export function requestedHost(c: AppContext): string | null {
  const header = c.req.header('host')
  if (header === undefined) return null
  const url = `http://${header}`
  return URL.canParse(url) ? new URL(url).hostname : ''
}

/** Whether the page shows it without having been asked to. */
export function isShownByItself(c: AppContext): boolean {
  return c.req.header(byItselfHeader) !== undefined
}

/** Whether the client wants a new reading, as after pull to refresh. */
export function isRefresh(c: AppContext): boolean {
  return c.req.header('cache-control')?.includes('no-cache') === true
}

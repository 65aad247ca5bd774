import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { ProblemError } from './problem.ts'
import type { SessionClaims } from '#proxy/session/session-token.ts'

/** An answer for the same person and the same request. */
export type Repeatable = {
  body: string | Uint8Array
  /** Whether it would be the same now, by what is cached. */
  holds: () => boolean
}

/** What travels with a request through the app. */
export type AppEnv = {
  /** The connection behind a request; not there when there is none, as in tests. */
  Bindings: Partial<HttpBindings>
  Variables: {
    requestId: string
    /** Set once it is known who asks. */
    session?: SessionClaims
    /** What went wrong, for the log. */
    failure?: ProblemError
    /** Set on an answer that may be repeated. */
    repeatable?: Repeatable
  }
}

export type AppContext = Context<AppEnv>

/** The connection behind a request; undefined where no server listens, as in tests. */
export function connectionOf(c: AppContext): AppEnv['Bindings'] | undefined {
  return c.env
}

/** Whether the client wants a new reading, as after a pull. */
export function isRefresh(c: AppContext): boolean {
  return c.req.header('cache-control')?.includes('no-cache') === true
}

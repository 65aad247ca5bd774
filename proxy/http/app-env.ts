import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { ProblemError } from './problem.ts'
import type { SessionClaims } from '#proxy/session/session-token.ts'

/** An answer that is good for the person who sends the same request with the same cookie. */
export type Repeatable = {
  body: string | Uint8Array
  /** Whether it would be answered the same now, without anybody being asked for anything. */
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
    /** Set where the same request may be answered by the same bytes, as long as they hold. */
    repeatable?: Repeatable
  }
}

export type AppContext = Context<AppEnv>

/** The connection behind a request; undefined where no server listens, as in tests. */
export function connectionOf(c: AppContext): AppEnv['Bindings'] | undefined {
  return c.env
}

/** Whether somebody asks for the newest: has pulled to refresh, say, or has come back to the page. */
export function isRefresh(c: AppContext): boolean {
  return c.req.header('cache-control')?.includes('no-cache') === true
}

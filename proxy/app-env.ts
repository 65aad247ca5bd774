import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { ProblemError } from './problem.ts'
import type { SessionClaims } from './session/session-token.ts'

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
  }
}

export type AppContext = Context<AppEnv>

import type { Context } from 'hono'
import type { ProblemError } from './problem.ts'
import type { SessionClaims } from './session/session-token.ts'

/** What travels with a request through the app. */
export type AppEnv = {
  Variables: {
    requestId: string
    /** Set once it is known who asks. */
    session?: SessionClaims
    /** What went wrong, for the log. */
    failure?: ProblemError
  }
}

export type AppContext = Context<AppEnv>

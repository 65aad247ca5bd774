import { Hono } from 'hono'
import type { FlowViewResult } from '../../shared/flow.ts'
import { signInRequestSchema, type Session, type SignInAnswer } from '../../shared/session.ts'
import { isTaskId } from '../../shared/task-id.ts'
import type { AppContext, AppEnv } from '../app-env.ts'
import type { DingTalkUser } from '../dingtalk/user-info.ts'
import { invalidTaskId, type FlowReader } from '../flows/flow-reader.ts'
import { toFlowView } from '../flows/flow-reading.ts'
import { answerJson } from '../json-answer.ts'
import { limitJsonBody, readJson } from '../json-request.ts'
import { asProblemError, ProblemError, toProblem } from '../problem.ts'
import type { SessionCookie } from './session-cookie.ts'
import { requireSession } from './session-middleware.ts'
import type { SessionClaims, SessionTokens } from './session-token.ts'

export type SessionParts = {
  /** The one corp of an internal app; null when any corp may sign in. */
  corpId: string | null
  adminUserIds: ReadonlySet<string>
  exchangeAuthCode: (corpId: string, authCode: string) => Promise<DingTalkUser>
  tokens: SessionTokens
  cookie: SessionCookie
  /** The time in epoch milliseconds. */
  now: () => number
}

const lifetimeMs = 12 * 60 * 60 * 1000

/** Sign in, who am I, sign out. */
export function sessionRoutes(parts: SessionParts, flows: FlowReader): Hono<AppEnv> {
  const { corpId: ourCorpId, adminUserIds, exchangeAuthCode, tokens, cookie, now } = parts

  function toSession({ corpId, userId, name, sysLevel, expiresAt }: SessionClaims): Session {
    const isAdmin = sysLevel === 1 || sysLevel === 2 || adminUserIds.has(userId)
    return { corpId, userId, name, role: isAdmin ? 'admin' : 'member', expiresAt }
  }

  async function readFlow(c: AppContext, corpId: string, taskId: string): Promise<FlowViewResult> {
    try {
      if (!isTaskId(taskId)) throw invalidTaskId()
      return { ok: toFlowView(await flows.read(corpId, taskId), c.get('requestId')) }
    } catch (error) {
      const failure = asProblemError(error)
      c.set('failure', failure)
      return { problem: toProblem(failure, c.get('requestId')) }
    }
  }

  return new Hono<AppEnv>()
    .get('/', (c) => c.json(toSession(requireSession(c))))
    .post('/', limitJsonBody, async (c) => {
      const { authCode, corpId, taskId } = await readJson(c, signInRequestSchema)
      if (ourCorpId !== null && corpId !== ourCorpId) {
        throw new ProblemError('corp-not-allowed', 'This app belongs to another organisation.')
      }
      // Asked together to save a round trip; the flow is handed out only once the user is known.
      const [user, flow] = await Promise.all([
        exchangeAuthCode(corpId, authCode),
        taskId === undefined ? undefined : readFlow(c, corpId, taskId),
      ])
      const expiresAt = Math.floor((now() + lifetimeMs) / 1000) * 1000
      const claims: SessionClaims = { corpId, ...user, expiresAt }
      c.set('session', claims)
      cookie.write(c, await tokens.sign(claims), corpId, lifetimeMs / 1000)
      const answer: SignInAnswer = { ...toSession(claims), ...(flow === undefined ? {} : { flow }) }
      return answerJson(c, answer, 201)
    })
    .delete('/', (c) => {
      cookie.clear(c)
      return c.body(null, 204)
    })
}

import { Hono } from 'hono'
import type { FlowViewResult } from '../../shared/flow.ts'
import { signInRequestSchema, type Session, type SignInAnswer } from '../../shared/session.ts'
import { isTaskId } from '../../shared/task-id.ts'
import type { AppContext, AppEnv } from '../app-env.ts'
import type { DingTalkUser } from '../dingtalk/user-info.ts'
import { invalidTaskId, type FlowReader } from '../flows/flow-reader.ts'
import type { FlowMemory } from '../flows/flow-memory.ts'
import type { FlowReading } from '../flows/flow-reading.ts'
import { toFlowView } from '../flows/flow-reading.ts'
import { answerJson } from '../json-answer.ts'
import { limitJsonBody, readJson } from '../json-request.ts'
import { asProblemError, ProblemError, toProblem } from '../problem.ts'
import { isAdmin } from './is-admin.ts'
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
export function sessionRoutes(
  parts: SessionParts,
  flows: FlowReader,
  memory: FlowMemory | null,
): Hono<AppEnv> {
  const { corpId: ourCorpId, adminUserIds, exchangeAuthCode, tokens, cookie, now } = parts

  function toSession(claims: SessionClaims): Session {
    const { corpId, userId, name, expiresAt } = claims
    const role = isAdmin(claims, adminUserIds) ? 'admin' : 'member'
    return { corpId, userId, name, role, expiresAt }
  }

  async function readFlow(corpId: string, taskId: string): Promise<FlowReading | ProblemError> {
    try {
      if (!isTaskId(taskId)) throw invalidTaskId()
      return await flows.read(corpId, taskId)
    } catch (error) {
      return asProblemError(error)
    }
  }

  function toResult(c: AppContext, reading: FlowReading | ProblemError): FlowViewResult {
    const requestId = c.get('requestId')
    if (!(reading instanceof ProblemError)) return { ok: toFlowView(reading, requestId) }
    c.set('failure', reading)
    return { problem: toProblem(reading, requestId) }
  }

  return new Hono<AppEnv>()
    .get('/', (c) => c.json(toSession(requireSession(c))))
    .post('/', limitJsonBody, async (c) => {
      const { authCode, corpId, taskId } = await readJson(c, signInRequestSchema)
      if (ourCorpId !== null && corpId !== ourCorpId) {
        throw new ProblemError('corp-not-allowed', 'This app belongs to another organisation.')
      }
      // Asked together to save a round trip; the flow is handed out only once the user is known.
      const [user, reading] = await Promise.all([
        exchangeAuthCode(corpId, authCode),
        taskId === undefined ? undefined : readFlow(corpId, taskId),
      ])
      const expiresAt = Math.floor((now() + lifetimeMs) / 1000) * 1000
      const claims: SessionClaims = { corpId, ...user, expiresAt }
      c.set('session', claims)
      cookie.write(c, await tokens.sign(claims), corpId, lifetimeMs / 1000)
      const session = toSession(claims)
      if (reading === undefined) return answerJson(c, session satisfies SignInAnswer, 201)
      if (!(reading instanceof ProblemError)) memory?.noteOpened(session, reading)
      const answer: SignInAnswer = { ...session, flow: toResult(c, reading) }
      return answerJson(c, answer, 201)
    })
    .delete('/', (c) => {
      cookie.clear(c)
      return c.body(null, 204)
    })
}

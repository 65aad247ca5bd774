import { Hono } from 'hono'
import type { FlowViewResult } from '#shared/schemas/flow/flow.ts'
import { signInRequestSchema, type SignInAnswer } from '#shared/schemas/session.ts'
import { isTaskId } from '#shared/rules/task-id.ts'
import type { AppContext, AppEnv } from '#proxy/base/http/app-env.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import { invalidTaskId } from '#proxy/features/access/requested-flow.ts'
import type { Common } from '#proxy/common.ts'
import type { CorpFeature } from '#proxy/features/corp/corp-feature.ts'
import type { FlowsFeature } from '#proxy/features/flows/flows-feature.ts'
import type { PendingContext } from '#proxy/features/flows/read/flow-opener.ts'
import type { PageFeature } from '#proxy/features/page/page-feature.ts'
import type { SessionFeature } from '#proxy/features/session/session-feature.ts'
import { answerWithPage } from '#proxy/base/http/flow-page-answer.ts'
import { answerJson } from '#proxy/base/http/json-answer.ts'
import { limitJsonBody, readJson } from '#proxy/base/http/json-request.ts'
import { ProblemError, toProblem } from '#proxy/base/problem.ts'
import { asProblemError } from '#proxy/base/store/as-problem.ts'
import { onBehalfOf } from '#proxy/base/limits/requester.ts'
import { keepSession, newClaims } from '#proxy/features/session/new-session.ts'
import { personRequester } from '#proxy/features/session/request-requester.ts'
import { requireSession } from '#proxy/features/session/session-middleware.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import { toSession } from '#proxy/features/session/to-session.ts'

type Before = {
  corp: CorpFeature
  session: SessionFeature
  flows: FlowsFeature
  page: PageFeature
}

/** A flow to answer together with a session. */
type Wanted = {
  taskId: string
  link: string | undefined
  outline: boolean | undefined
  /** Null if nothing was started. */
  pending: PendingContext | null
}

/**
 * A flow that comes with a sign-in is compressed from this many characters on, as a first visit
 * loads much at once and the answer is not repeated.
 */
const minCompressedBytes = 1024

/** Signing in, together with the flow that is opened; and signing out. */
export function sessionRoutes(common: Common, before: Before): Hono<AppEnv> {
  const { dingtalk, upstream, now } = common
  const { roles, exchangeAuthCode, tokens, cookie, sessions } = before.session
  const { admission, names: corpNames } = before.corp
  const { opener } = before.flows
  const { flowPages } = before.page

  async function openFlow(
    c: AppContext,
    claims: SessionClaims,
    { taskId, link, outline, pending }: Wanted,
  ): Promise<FlowViewResult> {
    const requestId = c.get('requestId')
    try {
      if (!isTaskId(taskId)) throw invalidTaskId()
      const request = { taskId, link, requestId, outline, pending }
      return { ok: await opener.open(claims, request) }
    } catch (error) {
      const problem = asProblemError(error)
      c.set('failure', problem)
      return { problem: toProblem(problem, requestId) }
    }
  }

  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const session = requireSession(c)
      return c.json(toSession(session, await corpNames.find(session.corpId), roles))
    })
    .post('/', policy({ isForStopped: true }), limitJsonBody, async (c) => {
      const { authCode, corpId, taskId, access, outline } = await readJson(c, signInRequestSchema)
      if (dingtalk.corpId !== null && corpId !== dingtalk.corpId) {
        throw new ProblemError('corp-not-allowed', 'This app belongs to another organisation.')
      }
      await upstream.enter(corpId)
      await admission.admit(corpId)
      const exchanged = exchangeAuthCode(corpId, authCode)
      // Started now to save a round trip; returned only once the user is known.
      const pending = taskId !== undefined && isTaskId(taskId) ? opener.begin(corpId, taskId) : null
      const user = await exchanged
      admission.noteSeen(corpId)
      const claims = newClaims(corpId, user, now())
      const wanted = taskId === undefined ? null : { taskId, link: access, outline, pending }
      const [flow] = await Promise.all([
        wanted && onBehalfOf(personRequester(claims), () => openFlow(c, claims, wanted)),
        keepSession(c, claims, before.session),
      ])
      // The organisation's name comes from the cache: looking it up would delay signing in.
      const session = toSession(claims, corpNames.known(corpId), roles)
      if (flow === null) return answerJson(c, session satisfies SignInAnswer, { status: 201 })
      const answer: SignInAnswer = { ...session, flow }
      const device = flowPages.deviceOf(c)
      if (device === null || !('ok' in flow))
        return answerJson(c, answer, { status: 201, minCompressedBytes })
      const drawn = { view: flow.ok, session, device }
      return answerWithPage(c, answer, () => flowPages.draw(drawn), 201)
    })
    .delete('/', policy({ isForStopped: true }), async (c) => {
      // For any corp: clears the cookie and ends its session.
      const token = cookie.read(c)
      const session = token === undefined ? null : await tokens.verify(token)
      cookie.clear(c)
      if (session !== null) await sessions.end(session)
      return c.body(null, 204)
    })
}

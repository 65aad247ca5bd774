import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { AppContext, AppEnv } from '#proxy/base/http/app-env.ts'
import { clientAddress } from '#proxy/base/http/client-address.ts'
import { perMinute } from '#proxy/base/limits/per-minute.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { Common } from '#proxy/common.ts'
import type { CorpFeature } from '#proxy/features/corp/corp-feature.ts'
import { countRequester } from '#proxy/features/session/request-requester.ts'
import type { SessionFeature } from '#proxy/features/session/session-feature.ts'
import { keepSession, newClaims } from '#proxy/features/session/new-session.ts'
import { noteSettled } from '#proxy/upstream/settled.ts'
import { isNoPage } from '#shared/rules/page-path.ts'
import { createSignInStates } from './sign-in-states.ts'
import { createSpentSignInStore } from './spent-sign-in-store.ts'

/**
 * Sign-ins that one address may finish in a minute, as each is a row and calls to DingTalk; a whole
 * office may have one address.
 */
const maxPerAddress = 120

/**
 * Signing in on DingTalk's own page, for people of an internal app outside DingTalk, if the settings
 * allow it. `beginning` is `GET /api/sign-in/dingtalk?returnTo=`, `callback` is
 * `GET /callbacks/sign-in`.
 */
export function createBrowserSignIn(
  common: Common,
  { corp, session }: { corp: CorpFeature; session: SessionFeature },
) {
  const { config, dingtalk, store, upstream, now } = common
  const { publicUrl } = config
  const { clientId, loginUrl } = dingtalk
  // An internal app has one.
  const corpId = dingtalk.corpId ?? ''
  const states = createSignInStates(config.sessionSecrets, publicUrl, now)
  const isWithin = perMinute(common.monotonic)
  const spentSignIns = createSpentSignInStore(store.database)

  const ifAllowed = createMiddleware<AppEnv>(async (c, next) => {
    if (config.browserSignIn) return next()
    return c.notFound()
  })

  const beginning = new Hono<AppEnv>().get('/dingtalk', ifAllowed, (c) => {
    const returnTo = ownPage(c.req.query('returnTo') ?? '', publicUrl)
    const query = new URLSearchParams({
      redirect_uri: `${publicUrl}/callbacks/sign-in`,
      response_type: 'code',
      client_id: clientId,
      scope: 'openid corpid',
      state: states.begin(c, returnTo),
      prompt: 'consent',
      corpId,
    })
    // DingTalk documents a space as `%20`.
    return c.redirect(`${loginUrl}/oauth2/auth?${query.toString()}`.replaceAll('+', '%20'), 302)
  })

  /** The page to go back to, for a person who has got a session. */
  async function finish(c: AppContext): Promise<string> {
    c.set('wayOn', beginningFor('/'))
    const state = states.read(c, c.req.query('state') ?? '')
    if (state === null) throw expired()
    const { returnTo } = state
    c.set('wayOn', beginningFor(returnTo))
    if (!isWithin(clientAddress(c), maxPerAddress))
      throw new ProblemError('too-many-sign-ins', 'Many sign-ins from one address.', {
        retryAfter: 60,
      })
    const isFirst = await fromStore(spentSignIns.spend(state))
    if (!isFirst) {
      if (await isRepeated(c)) return returnTo
      throw expired()
    }
    const code = codeOf(c)
    await corp.admission.admit(corpId)
    const user = await upstream.exchangeLoginCode(corpId, code)
    corp.admission.noteSeen(corpId)
    await keepSession(c, newClaims(corpId, user, now(), sessionIdOf(c)), session)
    return returnTo
  }

  /**
   * Whether the browser asks for an answered callback again, with the session of the answer, as when
   * it loads a page whose answer it had dropped.
   */
  async function isRepeated(c: AppContext): Promise<boolean> {
    const token = session.cookie.read(c)
    const claims = token === undefined ? null : await session.tokens.verify(token)
    if (claims === null || claims.sessionId !== sessionIdOf(c)) return false
    if (now() - claims.signedInAt > repeatedMs) return false
    return (await session.sessions.current(claims, false)) !== null
  }

  const callback = new Hono<AppEnv>().get('/', ifAllowed, countRequester, async (c) =>
    c.redirect(publicUrl + (await finish(c)), 303),
  )

  return { beginning, callback }
}

/** How long a callback may be repeated, milliseconds. */
const repeatedMs = 60_000

/** The id of the session that a callback gives: a digest of its state and its code. */
function sessionIdOf(c: AppContext): string {
  return createHash('sha256').update(new URL(c.req.url).search).digest('base64url')
}

/** @throws ProblemError if the person turned back */
function codeOf(c: AppContext): string {
  const { authCode, code, error } = c.req.query()
  // Documented under both names.
  if (authCode !== undefined && authCode !== '') {
    noteSettled('sign-in-code-name', 'authCode')
    return authCode
  }
  if (code !== undefined && code !== '') {
    noteSettled('sign-in-code-name', 'code')
    return code
  }
  noteSettled('sign-in-refusal', error === undefined ? 'without-error' : 'with-error')
  throw new ProblemError('sign-in-cancelled', 'DingTalk sent the person back without a code.')
}

function expired(): ProblemError {
  return new ProblemError('sign-in-expired', 'The state has expired, was used, or is foreign.')
}

function beginningFor(returnTo: string): string {
  return `/api/sign-in/dingtalk?returnTo=${encodeURIComponent(returnTo)}`
}

/** Characters; longer addresses would not fit into the address of DingTalk's page. */
const maxReturnLength = 1000

/** Path, query and fragment of one of our pages; of the home page, if the address is none of them. */
function ownPage(address: string, publicUrl: string): string {
  if (!address.startsWith('/') || address.length > maxReturnLength) return '/'
  if (!URL.canParse(address, publicUrl)) return '/'
  const { origin, pathname, search, hash } = new URL(address, publicUrl)
  const isOurs = origin === new URL(publicUrl).origin
  return isOurs && !isNoPage(pathname) ? pathname + search + hash : '/'
}

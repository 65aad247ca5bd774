import { Hono } from 'hono'
import type { Readiness, ReadinessCheck, ReadinessItem } from '#shared/schemas/readiness.ts'
import type { AppState, Margin } from '#shared/schemas/corp/corp.ts'
import type { RealName } from '#shared/schemas/real-name.ts'
import { isRefresh, type AppContext, type AppEnv } from '#proxy/base/http/app-env.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import type { Common } from '#proxy/common.ts'
import type { CorpFeature } from '#proxy/features/corp/corp-feature.ts'
import { ProblemError, toProblem } from '#proxy/base/problem.ts'
import { settle } from '#proxy/base/http/section.ts'
import { mayVerifyCorp } from '#proxy/features/corp/admin-names.ts'
import type { SessionFeature } from '#proxy/features/session/session-feature.ts'
import { requireSession } from '#proxy/features/session/session-middleware.ts'
import { ReadinessLimit } from './readiness-limit.ts'

type Before = { corp: CorpFeature; session: SessionFeature }

type State = ReadinessCheck['state']

type ReadFacts = {
  app: AppState | ProblemError
  corp: RealName | ProblemError
  person: RealName | ProblemError
  margin: Margin | ProblemError
}

/** Whether a flow can be started, checked before anybody fills in a form. */
export function readinessRoutes(common: Common, before: Before): Hono<AppEnv> {
  const { upstream, log, monotonic } = common
  const { esign } = upstream
  const { margins } = before.corp
  const { roles } = before.session
  const readings = new ReadinessLimit<ReadFacts>(monotonic)

  async function read(corpId: string, userId: string): Promise<ReadFacts> {
    const [app, corp, person, margin] = await Promise.all([
      settle(esign.getAppState(corpId)),
      settle(esign.getCorpRealName(corpId)),
      settle(esign.getUserRealName(corpId, userId)),
      settle(margins.read(corpId)),
    ])
    const facts = { app, corp, person, margin }
    for (const [section, err] of Object.entries(facts))
      if (err instanceof ProblemError) log.warn({ corpId, section, err }, 'section failed')
    return facts
  }

  return new Hono<AppEnv>().get('/', policy({ isBought: true }), async (c) => {
    const session = requireSession(c)
    const { corpId, userId } = session
    const person = JSON.stringify([corpId, userId])
    const facts = await readings.get(person, isRefresh(c), () => read(corpId, userId))
    const { app, corp, margin } = facts
    const isAdmin = roles.isAdmin(session)
    const check = checker(c)
    const contractsLeft = margin instanceof ProblemError ? null : margin.contractsLeft
    const readiness: Readiness = {
      checks: [
        check('app-installed', app, ({ install }) => toState(install, 'installed'), isAdmin),
        check(
          'app-authorised',
          app,
          ({ authorisation }) => toState(authorisation, 'authorised'),
          isAdmin,
        ),
        check('corp-verified', corp, toVerified, mayVerifyCorp(session)),
        check('person-verified', facts.person, toVerified, true),
        check('contracts-left', margin, toEnough, isAdmin),
      ],
      contractsLeft,
      launches: esign.startAtOnce === null ? ['page'] : ['page', 'direct'],
    }
    return c.json(readiness)
  })
}

function checker(c: AppContext) {
  return <Facts>(
    item: ReadinessItem,
    facts: Facts | ProblemError,
    toStateOf: (facts: Facts) => State,
    canFix: boolean,
  ): ReadinessCheck =>
    facts instanceof ProblemError
      ? { item, state: 'unknown', canFix, problem: toProblem(facts, c.get('requestId')) }
      : { item, state: toStateOf(facts), canFix, problem: null }
}

function toState(status: string, good: string): State {
  return status === good ? 'ok' : status === 'unknown' ? 'unknown' : 'missing'
}

function toVerified({ status }: { status: string }): State {
  return toState(status, 'verified')
}

function toEnough({ contractsLeft }: { contractsLeft: number | null }): State {
  return contractsLeft === null ? 'unknown' : contractsLeft > 0 ? 'ok' : 'missing'
}

import { Hono } from 'hono'
import type { Readiness, ReadinessCheck, ReadinessItem } from '../../shared/readiness.ts'
import type { AppContext, AppEnv } from '../app-env.ts'
import type { Esign } from '../esign/esign.ts'
import type { Logger } from '../log.ts'
import type { Margins } from '../corp/margins.ts'
import { ProblemError, toProblem } from '../problem.ts'
import { settle } from '../section.ts'
import { mayVerifyCorp } from '../session/is-admin.ts'
import type { Roles } from '../session/roles.ts'
import { requireSession } from '../session/session-middleware.ts'

export type ReadinessParts = {
  esign: Pick<Esign, 'capabilities' | 'getAppState' | 'getCorpRealName' | 'getUserRealName'>
  margins: Margins
  roles: Roles
  log: Pick<Logger, 'warn'>
}

type State = ReadinessCheck['state']

/** Whether a flow can be started, asked before anybody fills in a form. */
export function readinessRoutes({ esign, margins, roles, log }: ReadinessParts): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async (c) => {
    const session = requireSession(c)
    const { corpId, userId } = session
    const [app, corp, person, margin] = await Promise.all([
      settle(esign.getAppState(corpId)),
      settle(esign.getCorpRealName(corpId)),
      settle(esign.getUserRealName(corpId, userId)),
      settle(margins.read(corpId)),
    ])
    for (const [section, err] of Object.entries({ app, corp, person, margin }))
      if (err instanceof ProblemError) log.warn({ corpId, section, err }, 'section failed')
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
        check('person-verified', person, toVerified, true),
        check('contracts-left', margin, toEnough, isAdmin || roles.isOperator(session)),
      ],
      contractsLeft,
      launches: esign.capabilities.startAtOnce ? ['page', 'direct'] : ['page'],
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

import { Hono } from 'hono'
import type { SettingsChecks } from '#shared/schemas/settings-checks.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import type { Common } from '#proxy/common.ts'
import type { SessionFeature } from '#proxy/features/session/session-feature.ts'
import { checkSettings } from './run-checks.ts'

/** `GET /api/operator/checks`: the doctor's list, about the operator's own organisation. */
export function checkRoutes(
  { config, dingtalk, store, upstream, now }: Common,
  { session }: { session: SessionFeature },
): Hono<AppEnv> {
  const { probe, agentIds, fetchStreamTicket } = upstream
  const deps = {
    config,
    dingtalk,
    probe,
    agentIds,
    fetchStreamTicket,
    lines: () => store.lineLeases.all(),
    lastEventAt: async () => (await store.dingtalkEvents.health(now())).lastAt,
    databaseFacts: () => store.facts(),
    now,
  }
  /** Operators who ask at once share the calls. */
  const inFlight = new Map<string, Promise<SettingsChecks>>()

  return new Hono<AppEnv>().get('/', async (c) => {
    const { corpId } = session.roles.requireOperator(c)
    const checking =
      inFlight.get(corpId) ??
      checkSettings(deps, corpId).finally(() => {
        inFlight.delete(corpId)
      })
    inFlight.set(corpId, checking)
    return c.json(await checking)
  })
}

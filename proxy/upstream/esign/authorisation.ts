import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import type { Generation } from './wire/operation.ts'
import { getAppState } from './corp/get-app-state.ts'
import type { Ask } from './wire/ask.ts'
import { esignProblem, generalRefusalOf } from './wire/refusals.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'

/** How long a known authorisation is trusted when a refusal has a likelier cause (milliseconds). */
const authorisedMs = 30_000
const maxCorps = 10_000

/**
 * e签宝 refuses calls of a corp that has not authorised our app with general codes only. After such a
 * refusal the authorisation is therefore asked for, with concurrent refusals sharing one request;
 * if the refusal has a likelier cause, not within `authorisedMs` of an answer that the corp is
 * authorised.
 * @throws ProblemError `corp-not-authorised`, and what `Ask` throws
 */
export function explainRefusals(
  ask: Ask,
  generation: Generation,
  now: MonotonicClock = () => performance.now(),
): Ask {
  const inFlight = new Map<string, Promise<boolean>>()
  const authorisedAt = boundedCache<string, number>(maxCorps)

  async function askWhetherMissing(corpId: string): Promise<boolean> {
    const state = await getAppState
      .call((input, schema) => ask(corpId, getAppState[generation], input, schema))
      .catch(() => null)
    if (state?.authorisation === 'authorised') authorisedAt.set(corpId, now())
    return state?.authorisation === 'not-authorised'
  }

  function isKept(corpId: string): boolean {
    const since = authorisedAt.get(corpId)
    return since !== undefined && now() - since < authorisedMs
  }

  function isMissing(corpId: string): Promise<boolean> {
    const shared = inFlight.get(corpId)
    if (shared !== undefined) return shared
    const asked = askWhetherMissing(corpId).finally(() => inFlight.delete(corpId))
    inFlight.set(corpId, asked)
    return asked
  }

  return async (corpId, endpoint, input, schema) => {
    try {
      return await ask(corpId, endpoint, input, schema)
    } catch (error) {
      const refusal = generalRefusalOf(error)
      if (refusal === null || endpoint.beforeAuthorisation === true) throw error
      const hasOwnCause = error !== refusal
      if (hasOwnCause && isKept(corpId)) throw error
      throw (await isMissing(corpId)) ? esignProblem('corp-not-authorised', refusal) : error
    }
  }
}

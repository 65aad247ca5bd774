import { ProblemError } from '#proxy/http/problem.ts'
import { appStatePayload } from './payloads/corp-payloads.ts'
import type { Ask, Upstream } from './wire/ask.ts'
import { esignProblem } from './wire/refusals.ts'

/**
 * e签宝 has no code of its own for a corp that has not authorised our app: each call refuses with one of
 * its general codes. So after a refusal that nobody can act on e签宝 is asked whether that is why, once for
 * all refusals of a corp that wait to know.
 * @throws ProblemError of what comes back: `corp-not-authorised` beside what `Ask` throws
 */
export function explainRefusals({ ask, operations }: Upstream): Upstream {
  const underWay = new Map<string, Promise<boolean>>()

  async function askWhetherMissing(corpId: string): Promise<boolean> {
    const state = await ask(corpId, operations.getAppState, {}, appStatePayload).catch(() => null)
    return state?.authorisation === 'not-authorised'
  }

  function isMissing(corpId: string): Promise<boolean> {
    const shared = underWay.get(corpId)
    if (shared !== undefined) return shared
    const asked = askWhetherMissing(corpId).finally(() => underWay.delete(corpId))
    underWay.set(corpId, asked)
    return asked
  }

  const explained: Ask = async (corpId, operation, input, schema) => {
    try {
      return await ask(corpId, operation, input, schema)
    } catch (error) {
      const isRefusal = error instanceof ProblemError && error.code === 'upstream-rejected'
      if (!isRefusal || operation === operations.getAppState) throw error
      throw (await isMissing(corpId)) ? esignProblem('corp-not-authorised', error) : error
    }
  }

  return { ask: explained, operations }
}

import { ProblemError } from '#proxy/http/problem.ts'
import { appStatePayload } from './payloads/corp-payloads.ts'
import type { Ask, Upstream } from './wire/ask.ts'
import { esignProblem } from './wire/refusals.ts'

/**
 * e签宝 has no code for a corp that has not authorised our app: calls are refused with general codes.
 * So after such a refusal e签宝 is asked for the authorisation, once for all that wait.
 * @throws ProblemError `corp-not-authorised`, and what `Ask` throws
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
      if (!isRefusal || operation.beforeAuthorisation === true) throw error
      throw (await isMissing(corpId)) ? esignProblem('corp-not-authorised', error) : error
    }
  }

  return { ask: explained, operations }
}

import type { Logger } from '#proxy/base/log.ts'
import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import { keyTextOf } from '#proxy/base/store/flow-key.ts'
import type { Esign } from './esign.ts'
import { esignProblem } from './wire/refusals.ts'

type CallsAboutFlows = Pick<
  Esign,
  | 'getFlow'
  | 'getSigners'
  | 'getDocuments'
  | 'getSealApprovals'
  | 'getSignUrl'
  | 'getBrowserSignUrl'
>

const maxOwnFlows = 50_000

/**
 * The calls about a flow that is known to be another corp's are refused, without a call upstream,
 * in the words for one that e签宝 does not know. While the store cannot be asked, e签宝 alone keeps
 * corps apart.
 * @param ownersOf empty for an unknown flow
 */
export function refuseForeignFlows(
  calls: CallsAboutFlows,
  ownersOf: (taskId: string) => Promise<readonly string[]>,
  log: Pick<Logger, 'warn'>,
): CallsAboutFlows {
  const own = boundedCache<string, true>(maxOwnFlows)
  /** A reading makes several calls at once. */
  const asking = new Map<string, Promise<boolean>>()

  async function askIfForeign(corpId: string, taskId: string, key: string): Promise<boolean> {
    try {
      const owners = await ownersOf(taskId)
      if (owners.includes(corpId)) own.set(key, true)
      return owners.length > 0 && !owners.includes(corpId)
    } catch (err) {
      log.warn({ corpId, taskId, err }, 'owner of a flow not read from the database')
      return false
    } finally {
      asking.delete(key)
    }
  }

  async function requireOwn(corpId: string, taskId: string): Promise<void> {
    const key = keyTextOf({ corpId, taskId })
    if (own.get(key) === true) return
    const asked = asking.get(key) ?? askIfForeign(corpId, taskId, key)
    asking.set(key, asked)
    if (await asked) throw esignProblem('flow-not-found')
  }

  function checked<More extends unknown[], Answer>(
    call: (corpId: string, taskId: string, ...more: More) => Promise<Answer>,
  ) {
    return async (corpId: string, taskId: string, ...more: More): Promise<Answer> => {
      await requireOwn(corpId, taskId)
      return call(corpId, taskId, ...more)
    }
  }

  return {
    getFlow: checked(calls.getFlow),
    getSigners: checked(calls.getSigners),
    getDocuments: checked(calls.getDocuments),
    getSealApprovals: checked(calls.getSealApprovals),
    getSignUrl: checked(calls.getSignUrl),
    getBrowserSignUrl: calls.getBrowserSignUrl && checked(calls.getBrowserSignUrl),
  }
}

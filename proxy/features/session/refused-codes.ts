import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import type { DingTalkUser } from '#proxy/upstream/dingtalk/user-info.ts'
import { ProblemError } from '#proxy/base/problem.ts'

type ExchangeAuthCode = (corpId: string, authCode: string) => Promise<DingTalkUser>

const code = 'auth-code-invalid'
const maxCodes = 10_000

/**
 * Remembers codes that DingTalk refused and does not send them again, as they never become valid.
 */
export function refusingRefusedCodes(exchange: ExchangeAuthCode): ExchangeAuthCode {
  const refused = boundedCache<string, string>(maxCodes)
  return async (corpId, authCode) => {
    const key = JSON.stringify([corpId, authCode])
    const known = refused.get(key)
    if (known !== undefined) throw new ProblemError(code, known)
    try {
      return await exchange(corpId, authCode)
    } catch (error) {
      const isRefusal = error instanceof ProblemError && error.code === code
      if (isRefusal) refused.set(key, error.message)
      throw error
    }
  }
}

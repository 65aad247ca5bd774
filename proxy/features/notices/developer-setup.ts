import type { Esign } from '#proxy/upstream/esign/esign.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { isLoopback } from '#proxy/settings.ts'

/**
 * Initialises the developer account of a corp, which gives e签宝 our notice address permanently.
 * @throws ProblemError `notice-address-unreachable` if e签宝 could not reach it, and see
 * `Esign.initialiseDeveloper`
 */
export type InitialiseDeveloper = (corpId: string) => Promise<boolean | null>

/**
 * Whether e签宝 can post to an address of ours.
 * @param apiUrl DingTalk's; if it is on this machine, local addresses can be reached
 */
export function isReachable(address: string, apiUrl: string): boolean {
  const { protocol, hostname } = new URL(address)
  return (protocol === 'https:' && !isLoopback(hostname)) || isLoopback(new URL(apiUrl).hostname)
}

export function createDeveloperSetup(
  esign: Pick<Esign, 'initialiseDeveloper'>,
  noticeUrl: string,
  apiUrl: string,
): InitialiseDeveloper {
  return async (corpId) => {
    if (!isReachable(noticeUrl, apiUrl))
      throw new ProblemError(
        'notice-address-unreachable',
        'PUBLIC_URL is not a public https address.',
      )
    return esign.initialiseDeveloper(corpId, { noticeUrl })
  }
}

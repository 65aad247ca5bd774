import type { LaunchPage } from '#shared/schemas/launch-page.ts'
import type { ReturnedFrom } from '#shared/rules/return-page.ts'
import type { Logger } from '#proxy/base/log.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { refusedHost, type LaunchHosts } from './launch-hosts.ts'

/** Sends people to pages of e签宝, which send them back. */
export type PageAddresses = {
  /**
   * Returns the page if people may be sent to it.
   * @throws ProblemError `launch-host-refused`, or `launch-page-missing` if there is no address
   */
  check<Page extends LaunchPage>(corpId: string, page: Page): Page
  /**
   * The address that e签宝 returns to.
   * @param path of a page of ours, see `isReturnPath`
   */
  returnAddress(corpId: string, path: string, from: ReturnedFrom): string
}

export type PageAddressesDeps = {
  /** Our public address, without a slash at the end. */
  publicUrl: string
  /** The only corp of an internal app, so that addresses need not name it. */
  ourCorpId: string | null
  allowed: LaunchHosts
  log: Pick<Logger, 'warn'>
}

export function createPageAddresses({
  publicUrl,
  ourCorpId,
  allowed,
  log,
}: PageAddressesDeps): PageAddresses {
  return {
    check(corpId, page) {
      const addresses = [page.pcUrl, page.mobileUrl].filter((address) => address !== null)
      if (addresses.length === 0) {
        throw new ProblemError('launch-page-missing', 'e签宝 returned no page.')
      }
      for (const address of addresses) {
        const host = refusedHost(address, allowed)
        if (host === null) continue
        // Only the host is logged, as the rest may grant access.
        log.warn({ corpId, host }, 'page on a host that is not allowed')
        throw new ProblemError(
          'launch-host-refused',
          'e签宝 returned a page on a host that LAUNCH_HOSTS does not allow.',
        )
      }
      return page
    },

    returnAddress(corpId, path, from) {
      const url = new URL(path, publicUrl)
      if (ourCorpId === null) url.searchParams.set('corpId', corpId)
      // Last, as e签宝 may append to the address.
      url.searchParams.set('returned', from)
      return url.href
    },
  }
}

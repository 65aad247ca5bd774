import type { AppKind, DingTalkSettings } from '../config.ts'
import type { Logger } from '../log.ts'
import { Caller } from './caller.ts'
import { createClient, type DingTalkClient } from './client.ts'
import {
  internalTokenFetcher,
  thirdPartyTokenFetcher,
  type SuiteTicketSource,
} from './corp-token.ts'
import { TokenCache } from './token-cache.ts'
import type { Transport } from './transport.ts'

export type DingTalkOptions = {
  appKind: AppKind
  settings: DingTalkSettings
  transport: Transport
  /** Milliseconds for a call with all its waiting and attempts. */
  callMs?: number | undefined
  suiteTicket: SuiteTicketSource
  log: Logger
  /** Milliseconds on a clock that only goes forward. */
  now: () => number
}

/** DingTalk as our app sees it: calls carry a corp's token, which is fetched and kept as needed. */
export function createDingTalk(options: DingTalkOptions): DingTalkClient {
  const { appKind, settings, suiteTicket, log, now } = options
  const caller = new Caller(options.transport, options.callMs)
  const tokens = new TokenCache({
    fetch:
      appKind === 'internal'
        ? internalTokenFetcher(caller, settings)
        : thirdPartyTokenFetcher(caller, settings, suiteTicket),
    onRenewalFailed: (corpId, err) => log.warn({ corpId, err }, 'early token renewal failed'),
    now,
  })
  return createClient(caller, settings, tokens)
}

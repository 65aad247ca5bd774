import type { AppKind, DingTalkSettings } from '#proxy/config.ts'
import type { CorpStandings } from '#proxy/corp/corp-standings.ts'
import type { Logger } from '#proxy/log.ts'
import type { CallLane } from './limits/call-lane.ts'
import type { CallLimiter } from './limits/call-limiter.ts'
import { Caller, type CallObserver } from './client/caller.ts'
import { createClient, type DingTalkClient } from './client/client.ts'
import {
  internalTokenFetcher,
  thirdPartyTokenFetcher,
  type SuiteTicketSource,
} from './tokens/corp-token.ts'
import { SuiteCorps } from './tokens/suite-corps.ts'
import { TokenCache } from './tokens/token-cache.ts'
import { createTokenLane } from './tokens/token-lane.ts'
import type { Transport } from './client/transport.ts'

export type DingTalkOptions = {
  appKind: AppKind
  settings: DingTalkSettings
  transport: Transport
  /** Milliseconds for a call with all its waiting and attempts. */
  callMs?: number | undefined
  observer?: CallObserver
  /** Shared with other callers of the app; one of its own when left out. */
  limiter?: CallLimiter
  suiteTicket: SuiteTicketSource
  /** See `createTokenLane`; one of its own when left out. */
  tokenLane?: CallLane
  /** Whether the app may still call for a corp; left out, it may. */
  corps?: Pick<CorpStandings, 'requireActive' | 'onRenewed'>
  /** Corps that have used the app before this process; a third-party app's. */
  knownCorps?: () => Promise<readonly string[]>
  log: Logger
  /** Milliseconds on a clock that only goes forward. */
  now: () => number
}

/** DingTalk as our app sees it: calls carry a corp's token, which is fetched and kept as needed. */
export function createDingTalk(options: DingTalkOptions): DingTalkClient {
  const { appKind, settings, suiteTicket, log, now } = options
  const caller = new Caller(options.transport, options.callMs, options.limiter, options.observer)
  const corps = new SuiteCorps(now)
  if (appKind === 'third-party' && options.knownCorps !== undefined) {
    options.knownCorps().then(
      (known) => known.forEach((corpId) => corps.noteKnown(corpId)),
      (err: unknown) => log.warn({ err }, 'known corps cannot be looked up'),
    )
  }
  const tokens = new TokenCache({
    fetch:
      appKind === 'internal'
        ? internalTokenFetcher(caller, settings)
        : thirdPartyTokenFetcher({
            caller,
            settings,
            suiteTicket,
            lane: options.tokenLane ?? createTokenLane(),
            corps,
          }),
    onRenewalFailed: (corpId, err) => log.warn({ corpId, err }, 'early token renewal failed'),
    now,
  })
  options.corps?.onRenewed((corpId) => {
    corps.noteKnown(corpId)
    tokens.forget(corpId)
  })
  return createClient(caller, settings, tokens, options.corps?.requireActive)
}

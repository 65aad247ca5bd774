import type { AppKind, DingTalkSettings } from '#proxy/config.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { CallLane } from './limits/call-lane.ts'
import type { CallLimiter } from './limits/call-limiter.ts'
import { Caller, type CallObserver } from './client/caller.ts'
import { isAppOf } from './checks/corp-of-app.ts'
import { createClient, type CallOutcomes, type DingTalkClient } from './client/client.ts'
import {
  internalTokenFetcher,
  thirdPartyTokenFetcher,
  type FetchCorpToken,
  type SuiteTicketSource,
  type TokenCallState,
} from './tokens/corp-token.ts'
import { noteKnownCorps } from './tokens/known-corps.ts'
import { SuiteCorps, type RenewedCorps } from './tokens/suite-corps.ts'
import { TokenCache } from './tokens/token-cache.ts'
import { claimOfStranger, createTokenLane } from './tokens/token-lane.ts'
import { sharedTokenName, sharingTokens } from './tokens/shared-tokens.ts'
import { unifiedTokenFetcher } from './tokens/unified-token.ts'
import type { TokenStore } from '#proxy/base/store/corps/token-store.ts'
import type { Transport } from './client/transport.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'

/** Tells whether the app may still call for a corp. */
export type CallingCorps = RenewedCorps & {
  /** @throws ProblemError `corp-stopped` */
  requireActive: (corpId: string) => Promise<void>
  /** Whether the store has the corp; always true for an internal app. */
  isStored(corpId: string): boolean
}

export type DingTalkOptions = {
  appKind: AppKind
  settings: DingTalkSettings
  transport: Transport
  /** Milliseconds for a call including waiting and retries. */
  callMs?: number | undefined
  /** See `Caller`. */
  attempts?: number | undefined
  observer?: CallObserver
  /** Shared with other callers of the app; by default this one has its own. */
  limiter?: CallLimiter
  suiteTicket: SuiteTicketSource
  /** See `createTokenLane`; by default this one has its own. */
  tokenLane?: CallLane
  /** Which token call a third-party app uses; defaults to `corp`. */
  tokenCall?: 'corp' | 'unified' | undefined
  /** Shares tokens with other instances; omit it if there are none. */
  tokenBook?: TokenStore | undefined
  outcomes?: CallOutcomes
  /** Always may, if omitted. */
  corps?: CallingCorps
  /** Corps that used a third-party app before this process started. */
  knownCorps?: () => Promise<readonly string[]>
  log: Logger
  now: MonotonicClock
}

/** DingTalk for checks of the settings, which expect refusals: they are not counted. */
export type DingTalkProbe = {
  client: DingTalkClient
  /** Gets the corp's token, if none is cached. @throws ProblemError */
  requireToken(corpId: string): Promise<void>
  /** See `isAppOf`. */
  isAppOf(corpId: string): Promise<boolean | null>
}

/**
 * DingTalk as our app sees it: calls carry a corp's token, which is fetched and cached as needed.
 */
export function createDingTalk(options: DingTalkOptions): {
  client: DingTalkClient
  probe: DingTalkProbe
  tokenCall: () => TokenCallState
  /**
   * Waits for the turn of a corp that is not known to have the app: anybody can make one up, and
   * each costs the database a few statements.
   * @throws ProblemError `upstream-throttled` if the turn would come too late
   */
  enter: (corpId: string) => Promise<void>
  /**
   * Makes all instances that do not have a corp's token cached fetch a new one. @throws the
   * driver's error
   */
  expireToken: (corpId: string) => Promise<void>
  close: () => void
} {
  const { appKind, settings, log, now } = options
  const { transport, callMs, limiter, observer, attempts } = options
  const caller = new Caller(transport, callMs, limiter, observer, attempts)
  const corps = new SuiteCorps(now)
  const { knownCorps } = options
  const endLookUp =
    appKind === 'third-party' && knownCorps !== undefined
      ? noteKnownCorps(corps, knownCorps, log)
      : () => {}
  const { fetch, state, giveUp, expire, forget } = tokenCallsOf(options, caller, corps)
  const tokens = new TokenCache({
    async fetch(corpId) {
      // Before the database is asked, as anybody can make up a corp.
      corps.requireNotRefused(corpId)
      return fetch(corpId)
    },
    onRenewalFailed: (corpId, err) => log.warn({ corpId, err }, 'early token renewal failed'),
    now,
  })
  options.corps?.onRenewed((corpId) => {
    corps.noteKnown(corpId)
    forget(corpId)
    tokens.forget(corpId)
  })
  const strangers = createTokenLane()
  async function enter(corpId: string): Promise<void> {
    if (appKind === 'internal' || corps.isKnown(corpId)) return
    if (options.corps?.isStored(corpId) === true) return
    await strangers.enter(caller.budget().latestStart, undefined, claimOfStranger())
  }
  const hooks = { requireActive: options.corps?.requireActive, onTokenRefused: giveUp }
  const client = createClient(caller, settings, tokens, { ...hooks, outcomes: options.outcomes })
  const probe: DingTalkProbe = {
    client: createClient(caller, settings, tokens, hooks),
    async requireToken(corpId) {
      await tokens.get(corpId)
    },
    isAppOf: (corpId) => isAppOf(corpId, caller, settings),
  }
  return { client, probe, tokenCall: state, enter, expireToken: expire, close: endLookUp }
}

type TokenCalls = {
  fetch: FetchCorpToken
  state: () => TokenCallState
  giveUp?: () => boolean
}

function tokenCallsOf(
  options: DingTalkOptions,
  caller: Caller,
  corps: SuiteCorps,
): TokenCalls & { expire: (corpId: string) => Promise<void>; forget: (corpId: string) => void } {
  const { appKind, settings, tokenBook, tokenCall = 'corp', log } = options
  const isInternal = appKind === 'internal'
  const calls = isInternal
    ? { fetch: internalTokenFetcher(caller, settings), state: byCorp }
    : suiteTokenCalls(options, caller, corps)
  if (tokenBook === undefined)
    return { ...calls, expire: () => Promise.resolve(), forget: () => {} }
  const { clientId, clientSecret: secret } = settings
  const of = `${isInternal ? 'internal' : tokenCall} ${clientId}`
  return {
    ...calls,
    ...sharingTokens({ book: tokenBook, of, secret, fetch: calls.fetch, log }),
    expire: (corpId) => fromStore(tokenBook.expire(sharedTokenName(of, corpId))),
  }
}

function suiteTokenCalls(options: DingTalkOptions, caller: Caller, corps: SuiteCorps): TokenCalls {
  const { settings, suiteTicket, log } = options
  const lane = options.tokenLane ?? createTokenLane()
  const parts = { caller, settings, lane, corps }
  const fallback = thirdPartyTokenFetcher({ ...parts, suiteTicket })
  return options.tokenCall === 'unified'
    ? unifiedTokenFetcher({ ...parts, fallback, suiteTicket, log })
    : { fetch: fallback, state: byCorp }
}

const byCorp = (): TokenCallState => ({ mode: 'corp', hasFallenBack: false })

import { randomUUID } from 'node:crypto'
import type { Config, DingTalkSettings } from '#proxy/config.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import { createAgentIds } from './dingtalk/agent-ids.ts'
import { exchangeLoginCode } from './dingtalk/browser-user.ts'
import { Caller, type CallObserver } from './dingtalk/client/caller.ts'
import { createRefusalCounter } from './dingtalk/client/refusal-counter.ts'
import { createTransport, type TransportLimits } from './dingtalk/client/transport.ts'
import { createDingTalk, type CallingCorps } from './dingtalk/dingtalk.ts'
import { replyBySession, type RobotReply } from './dingtalk/robot/robot-reply.ts'
import { fetchStreamTicket } from './dingtalk/events/stream-ticket.ts'
import { createSuiteTicketKeeper } from './dingtalk/events/suite-ticket-keeper.ts'
import { CallLimiter } from './dingtalk/limits/call-limiter.ts'
import { SharedCalls } from './dingtalk/limits/shared-calls.ts'
import { createTokenLane } from './dingtalk/tokens/token-lane.ts'
import { createEsign, type Esign } from './esign/esign.ts'
import { refuseForeignFlows } from './esign/own-flows.ts'
import type { Clock, MonotonicClock } from '#shared/rules/time.ts'

export type CallLimits = TransportLimits & { call: number; attempts?: number }

export type UpstreamDeps = {
  config: Config
  /** The app to call DingTalk as: the configured one, or the sandbox's. */
  dingtalk: DingTalkSettings
  store: Store
  /** Tells for which organisations the app may call. */
  corps: CallingCorps
  /** Whether no other process uses the store. */
  isAlone: boolean
  limits: CallLimits | undefined
  observer: CallObserver
  log: Logger
  now: Clock
  monotonic: MonotonicClock
}

export type Upstream = ReturnType<typeof createUpstream>

/** DingTalk and e签宝, called within the limits that all processes share. */
export function createUpstream(deps: UpstreamDeps) {
  const { config, dingtalk, store, corps, isAlone, limits, observer, log, now, monotonic } = deps
  const transport = createTransport(limits)
  const suiteTickets = createSuiteTicketKeeper({
    suiteKey: dingtalk.clientId,
    first: dingtalk.suiteTicket,
    tickets: store.suiteTickets,
    log,
    epoch: now,
    now: monotonic,
  })
  const suiteTicket = () => suiteTickets.current()
  const sharing = isAlone
    ? undefined
    : new SharedCalls({
        instances: store.instances,
        id: randomUUID(),
        expected: Math.max(2, config.workers),
        log,
      })
  sharing?.start()
  const limiter = new CallLimiter(undefined, sharing)
  const tokenLane = createTokenLane(sharing)
  const refusals = createRefusalCounter({
    refused: store.refusedCalls,
    corps: store.corps,
    isStored: (corpId) => corps.isStored(corpId),
    log,
    now,
  })
  // A sole instance has nobody to share with.
  const tokenBook = isAlone ? undefined : store.tokenBook
  const { client, probe, tokenCall, enter, expireToken, ...suite } = createDingTalk({
    appKind: config.appKind,
    settings: dingtalk,
    transport,
    callMs: limits?.call,
    attempts: limits?.attempts,
    observer,
    limiter,
    suiteTicket,
    tokenLane,
    corps,
    tokenCall: config.tokenCall,
    tokenBook,
    outcomes: refusals,
    knownCorps: () => store.corps.known(),
    log,
    now: monotonic,
  })
  const caller = new Caller(transport, undefined, limiter, observer)
  const agentIds = createAgentIds({
    appKind: config.appKind,
    settings: dingtalk,
    caller,
    suiteTicket,
    tokenLane,
    corps,
    tokenBook,
    log,
    epoch: now,
    now: monotonic,
  })
  const calls = createEsign(config.generation, client)
  const ownersOf = (taskId: string) => fromStore(store.registry.flows.corpsOf(taskId))
  // All flows of an internal app are its only organisation's.
  const esign: Esign =
    dingtalk.corpId === null ? { ...calls, ...refuseForeignFlows(calls, ownersOf, log) } : calls
  return {
    client,
    /** See `DingTalkProbe`. */
    probe,
    esign,
    agentIds,
    suiteTickets,
    /** See `createDingTalk`. */
    tokenCall,
    enter,
    expireToken,
    /** See `exchangeLoginCode`. */
    exchangeLoginCode: (corpId: string, code: string) =>
      exchangeLoginCode({ caller, client, settings: dingtalk }, corpId, code),
    /** See `replyBySession`. */
    replyBySession: (url: string, reply: RobotReply, atUserId?: string) =>
      replyBySession(caller, url, reply, atUserId),
    /** Requests the address for a Stream connection. */
    fetchStreamTicket: () => fetchStreamTicket(caller, dingtalk, config.robot === 'stream'),
    /** Returns its share of calls to other processes, and closes connections. */
    async close() {
      suite.close()
      await Promise.all([sharing?.close(), refusals.close(), transport.close()])
    },
  }
}

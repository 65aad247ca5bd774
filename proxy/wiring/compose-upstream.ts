import { randomUUID } from 'node:crypto'
import { createAgentIds } from '#proxy/upstream/dingtalk/agent-ids.ts'
import { CallLimiter } from '#proxy/upstream/dingtalk/limits/call-limiter.ts'
import { Caller } from '#proxy/upstream/dingtalk/client/caller.ts'
import { createDingTalk } from '#proxy/upstream/dingtalk/dingtalk.ts'
import { SharedCalls } from '#proxy/upstream/dingtalk/limits/shared-calls.ts'
import { createTokenLane } from '#proxy/upstream/dingtalk/tokens/token-lane.ts'
import { createTransport, type TransportLimits } from '#proxy/upstream/dingtalk/client/transport.ts'
import { createSuiteTicketKeeper } from '#proxy/upstream/dingtalk/events/suite-ticket-keeper.ts'
import { fetchStreamTicket } from '#proxy/upstream/dingtalk/events/stream-ticket.ts'
import type { CorpStandings } from '#proxy/features/corp/corp-standings.ts'
import { createRefusalCounter } from '#proxy/features/operator/refusal-counter.ts'
import type { Metrics } from '#proxy/features/operations/metrics.ts'
import type { CommonDeps } from './common-parts.ts'

type UpstreamSurroundings = Omit<CommonDeps, 'client' | 'agentIds'> & {
  /** The state of corps with a third-party app. */
  standings: CorpStandings
  /** Whether no other process uses the store. */
  isAlone: boolean
  limits: (TransportLimits & { call: number; attempts?: number }) | undefined
  metrics: Metrics
}

/** Builds the calls to DingTalk, within the limits shared by all processes. */
export function composeUpstream(surroundings: UpstreamSurroundings) {
  const { config, dingtalk, store, standings, now, isAlone, limits, metrics, log, monotonic } =
    surroundings
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
    standings,
    log,
    now,
  })
  // A sole instance has nobody to share with.
  const tokenBook = isAlone ? undefined : store.tokenBook
  const { client, tokenCall, enter, expireToken, ...suite } = createDingTalk({
    appKind: config.appKind,
    settings: dingtalk,
    transport,
    callMs: limits?.call,
    attempts: limits?.attempts,
    observer: metrics.calls,
    limiter,
    suiteTicket,
    tokenLane,
    corps: standings,
    tokenCall: config.tokenCall,
    tokenBook,
    outcomes: refusals,
    knownCorps: () => store.corps.known(),
    log,
    now: monotonic,
  })
  const caller = new Caller(transport, undefined, limiter, metrics.calls)
  const agentIds = createAgentIds({
    appKind: config.appKind,
    settings: dingtalk,
    caller,
    suiteTicket,
    tokenLane,
    corps: standings,
    tokenBook,
    log,
    epoch: now,
    now: monotonic,
  })
  return {
    client,
    tokenCall,
    enter,
    expireToken,
    agentIds,
    suiteTickets,
    /** Requests the address for a Stream connection. */
    fetchStreamTicket: () => fetchStreamTicket(caller, dingtalk),
    /** Returns its share of calls to other processes, and closes connections. */
    async close() {
      suite.close()
      await Promise.all([sharing?.close(), refusals.close(), transport.close()])
    },
  }
}

import type { Machine } from '../machine.ts'
import type { Verdict } from '../verdict.ts'
import type { Rate } from './rates.ts'

/**
 * - `bare`: a `node:http` server that answers the same bytes to everybody;
 * - `upstream`: the stub itself, asked without anything between;
 * - `pass-through`: a `node:http` server that makes the calls of a flow view, and answers with their bodies;
 * - `ours`: the built proxy.
 */
export type Server = 'bare' | 'upstream' | 'pass-through' | 'ours'

/**
 * - `cached`: the same flow again and again;
 * - `coalesced`: as many ask for a flow at once as there are connections, then for another one;
 * - `uncached`: another flow each time.
 */
export type View = 'cached' | 'coalesced' | 'uncached'

export type MeasuredRate = Rate & {
  server: Server
  view: View
  connections: number
  /** For each request; null where no upstream takes part. */
  upstreamCalls: number | null
}

/** Many who watch one flow that changes. */
export type Viewers = {
  count: number
  /** For each: readings of the flow upstream, all calls, and views that were asked for. */
  changes: { upstreamReads: number; upstreamCalls: number; reads: number; lastAnswerMs: number }[]
  heapBytesEach: number
  rssBytesEach: number
}

/** Connections on which nothing happens but heartbeats. */
export type IdleConnections = { count: number; rssBytes: number; heapBytes: number }

/** How long the proxy answered nobody while it took in a large body. */
export type BigBody = {
  bytes: number
  blockedMs: number[]
  answerMs: number[]
  /** How long it answered nobody while it was asked nothing, by what else the machine does. */
  restMs: number[]
}

/** What `npm run bench:proxy` keeps in bench/results/proxy.json. */
export type ProxyResult = {
  machine: Machine
  /** Of the sources, short; "+" at the end where they were changed. */
  commit: string | null
  seconds: number
  /** How long each call takes upstream, where it takes time. */
  upstreamMs: number
  /** Of a flow view, as sent. */
  bodyBytes: number
  rates: MeasuredRate[]
  /** Null where the proxy does not send events. */
  viewers: Viewers | null
  idle: IdleConnections | null
  bigBody: BigBody
  verdicts: Verdict[]
}

import type { Machine } from '#bench/machine.ts'
import type { Verdict } from '#bench/verdict.ts'
import type { Rate } from './rates.ts'

/**
 * - `bare`: a `node:http` server that answers every request with the same bytes;
 * - `upstream`: the stub, called directly;
 * - `pass-through`: a `node:http` server that makes a flow view's calls and answers with their
 * bodies;
 * - `ours`: the built proxy, in one process;
 * - `workers`: the built proxy with one worker per core.
 */
export type Server = 'bare' | 'upstream' | 'pass-through' | 'ours' | 'workers'

/**
 * - `cached`: all requests are for the same flow;
 * - `coalesced`: all connections request one flow at once, then the next one;
 * - `uncached`: each request is for a different flow.
 */
export type View = 'cached' | 'coalesced' | 'uncached'

export type MeasuredRate = Rate & {
  server: Server
  view: View
  connections: number
  /** Upstream calls per request; null for servers without an upstream. */
  upstreamCalls: number | null
}

/** Many pages that show one changing flow. */
export type Viewers = {
  count: number
  /**
   * For each change: upstream reads of the flow, all upstream calls, and requests of the pages.
   * `lastAnswerMs` is from the notice to the last page's answer.
   */
  changes: { upstreamReads: number; upstreamCalls: number; reads: number; lastAnswerMs: number }[]
  heapBytesEach: number
  rssBytesEach: number
}

/** Connections with nothing but heartbeats. */
export type IdleConnections = { count: number; rssBytes: number; heapBytes: number }

/** How long the proxy's event loop was blocked while it read a long log. */
export type BigBody = {
  bytes: number
  blockedMs: number[]
  answerMs: number[]
  /** How long it was blocked without any request, by other load on the machine. */
  restMs: number[]
}

/** The result of `npm run bench:proxy` in bench/results/proxy.json. */
export type ProxyResult = {
  machine: Machine
  /** Short hash of the commit; ends with "+" if files differed from it. */
  commit: string | null
  seconds: number
  /** How long each upstream call takes, in the measurements with a slow upstream. */
  upstreamMs: number
  /** Size of a flow view as sent, after compression. */
  bodyBytes: number
  rates: MeasuredRate[]
  /** Null if the proxy sends no events, like `idle`. */
  viewers: Viewers | null
  idle: IdleConnections | null
  bigBody: BigBody
  verdicts: Verdict[]
}

import type { Machine } from '#bench/machine.ts'
import type { Verdict } from '#bench/verdict.ts'
import type { Rate } from './rates.ts'

/**
 * - `bare`: a `node:http` server that answers every request with the same bytes;
 * - `upstream`: the stub, called directly;
 * - `pass-through`: a `node:http` server that makes a flow view's calls and answers with their
 * bodies;
 * - `ours`: the built proxy, in one process.
 */
export type Server = 'bare' | 'upstream' | 'pass-through' | 'ours'

/**
 * - `cached`: all requests are for the same flow;
 * - `uncached`: each request is for a different flow.
 */
export type View = 'cached' | 'uncached'

export type MeasuredRate = Rate & {
  server: Server
  view: View
  connections: number
  /** Upstream calls per request; null for servers without an upstream. */
  upstreamCalls: number | null
}

export type Watchers = {
  count: number
  /**
   * For each change: upstream reads of the flow, all upstream calls, and requests of the pages.
   * `lastAnswerMs` is from the notice to the last page's answer.
   */
  changes: { upstreamReads: number; upstreamCalls: number; reads: number; lastAnswerMs: number }[]
}

/** The result of `npm run bench:proxy` in bench/results/proxy.json. */
export type ProxyResult = {
  machine: Machine
  commit: string | null
  seconds: number
  /** How long each upstream call takes, in the measurements with a slow upstream. */
  upstreamMs: number
  /** Size of a flow view as sent, after compression. */
  bodyBytes: number
  rates: MeasuredRate[]
  watchers: Watchers
  verdicts: Verdict[]
}

import type { Machine } from '#bench/machine.ts'
import type { Verdict } from '#bench/verdict.ts'
import type { Rate } from '#bench/proxy/rates.ts'

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

/** Milliseconds from the start of the process until `/readyz` answers 200. */
export type StartTimes = {
  /** In an empty folder, without settings. */
  first: number[]
  /** In the same folder. Without settings, the data are in a new temporary folder each time. */
  again: number[]
  /** With an empty `DATA_DIR`; `onData` is with the one filled by the start before. */
  firstOnData: number[]
  onData: number[]
}

/** Memory of a process, MB. */
export type ProcessMemory = {
  /**
   * Name of the program; for a process of Postgres also its role, such as `checkpointer`. `data` in
   * results of earlier commits: temporary data in memory.
   */
  name: string
  /** Proportional set size: memory shared by n processes counts as 1/n for each. */
  pss: number
  /** Resident set size: shared memory counts in full for each process. */
  rss: number
}

export type StartResult = {
  machine: Machine
  commit: string | null
  times: StartTimes
  /** Milliseconds from SIGTERM to the exit of an idle process. */
  stops: number[]
  /** `memory` is of all processes of the app, this many seconds after a start without settings. */
  idleSeconds: number
  memory: ProcessMemory[]
  verdicts: Verdict[]
}

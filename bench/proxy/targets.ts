import { median } from '#bench/stats.ts'
import { atLeast, atMost, below, type Verdict } from '#bench/verdict.ts'
import type { BigBody, IdleConnections, MeasuredRate, Server, View, Viewers } from './result.ts'

const megabyte = 2 ** 20

/** At this number of connections a server is neither idle nor overloaded. */
const judgedConnections = 16

/** For the added latency: one person alone, and many at the same time. */
const addedConnections = [1, judgedConnections]

/** At these numbers of connections the processor is the bottleneck; the first one is judged. */
export const busyConnections = [64, 256] as const

export function proxyVerdicts(
  rates: readonly MeasuredRate[],
  viewers: Viewers | null,
  idle: IdleConnections | null,
  bigBody: BigBody,
): Verdict[] {
  const of = (server: Server, view: View, connections = judgedConnections) =>
    rates.find(
      (rate) => rate.server === server && rate.view === view && rate.connections === connections,
    )
  const [busy] = busyConnections
  const least = of('pass-through', 'uncached', busy)
  const most = of('ours', 'uncached', busy)
  const reads = viewers?.changes.map(({ upstreamReads }) => upstreamReads) ?? []
  const lastAnswers = viewers?.changes.map(({ lastAnswerMs }) => lastAnswerMs) ?? []
  const noEvents = 'the proxy takes no notices or sends no events yet'
  return [
    atLeast(3000, {
      target: `Cached flow views a second (${judgedConnections} connections)`,
      value: of('ours', 'cached')?.perSecond ?? null,
      unit: '',
    }),
    ...addedConnections.map((connections) =>
      below(2, {
        target: `Median time added to an uncached flow view (${connections} ${connections === 1 ? 'connection' : 'connections'})`,
        value: addedP50(
          of('ours', 'uncached', connections),
          of('upstream', 'uncached', connections),
        ),
        unit: 'ms',
      }),
    ),
    atLeast(0.35, {
      target: `Uncached flow views, to a pass-through server's (${busy} connections)`,
      value: least && most ? most.perSecond / least.perSecond : null,
      unit: '×',
    }),
    atMost(1, {
      target: 'Upstream readings for one change that 1,000 people watch, worst',
      value: reads.length === 0 ? null : Math.max(...reads),
      unit: '',
      note: reads.length === 0 ? noEvents : undefined,
    }),
    atMost(1000, {
      target: 'Until the last of 1,000 open pages has a change, worst',
      value: lastAnswers.length === 0 ? null : Math.max(...lastAnswers),
      unit: 'ms',
      note: lastAnswers.length === 0 ? noEvents : undefined,
    }),
    below(150, {
      target: 'Memory of 5,000 idle live connections',
      value: idle === null ? null : idle.rssBytes / megabyte,
      unit: 'MB',
      note: idle === null ? noEvents : undefined,
    }),
    atMost(50, {
      target: 'Time for which a flow of 5,000 records blocks the event loop',
      value: median(bigBody.blockedMs),
      unit: 'ms',
    }),
  ]
}

/** A server's median latency minus that of the server behind it; null if one was not measured. */
export function addedP50(
  rate: MeasuredRate | undefined,
  behind: MeasuredRate | undefined,
): number | null {
  const own = rate?.p50 ?? null
  const other = behind?.p50 ?? null
  return own === null || other === null ? null : own - other
}

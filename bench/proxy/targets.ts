import { atLeast, atMost, type Verdict } from '#bench/verdict.ts'
import type { MeasuredRate, Server, View, Watchers } from './result.ts'

/** One person alone, a server that is neither idle nor overloaded, and one that is overloaded. */
export const connectionCounts = [1, 16, 64] as const

const [alone, some, many] = connectionCounts

/** Bounds that held on an AMD EPYC and on an Intel Xeon. */
export function proxyVerdicts(rates: readonly MeasuredRate[], watchers: Watchers): Verdict[] {
  const of = (server: Server, view: View, connections: number) =>
    rates.find(
      (rate) => rate.server === server && rate.view === view && rate.connections === connections,
    )
  const ratio = (name: 'perSecond' | 'p50', view: View, to: Server, connections: number) => {
    const own = of('ours', view, connections)?.[name] ?? null
    const other = of(to, view, connections)?.[name] ?? null
    return own === null || other === null ? null : own / other
  }
  return [
    atLeast(0.2, {
      target: `Cached flow views a second, to a bare server's (${some} connections)`,
      value: ratio('perSecond', 'cached', 'bare', some),
      unit: '×',
    }),
    atMost(1.2, {
      target: `Median time of an uncached flow view, to a pass-through server's (${alone} connection)`,
      value: ratio('p50', 'uncached', 'pass-through', alone),
      unit: '×',
    }),
    atLeast(0.12, {
      target: `Uncached flow views a second, to a pass-through server's (${many} connections)`,
      value: ratio('perSecond', 'uncached', 'pass-through', many),
      unit: '×',
    }),
    atMost(1, {
      target: 'Upstream readings for one change that 1,000 people watch, worst',
      value: Math.max(...watchers.changes.map(({ upstreamReads }) => upstreamReads)),
      unit: '',
    }),
  ]
}

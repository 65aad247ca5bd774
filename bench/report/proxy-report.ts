import { median } from '#bench/stats.ts'
import type { MeasuredRate, ProxyResult, Viewers } from '#bench/proxy/result.ts'
import { addedP50 } from '#bench/proxy/targets.ts'
import { text } from '#bench/verdict.ts'
import { machineText } from './machine-text.ts'
import { table } from './markdown.ts'

const megabyte = 2 ** 20

/** The section of docs/performance-tables.md about the proxy. */
export function proxyReport(result: ProxyResult): string {
  const { machine, rates, viewers, idle, bigBody, seconds, upstreamMs, bodyBytes } = result
  return [
    '## What the proxy costs',
    `The built proxy with live settings, a stub as its upstream, and a client, which are separate processes on one machine. The client sends requests as fast as its connections allow, for ${seconds} s each. A flow view of 20 records is ${bodyBytes.toLocaleString('en')} bytes as sent. For coalesced and uncached views each upstream call takes ${upstreamMs} ms. Every organisation already has its token. *Added* is the median minus that of calling the stub directly.`,
    machineText(result),
    '### Flow views',
    rateTable(rates, machine.cores),
    ...workersText(rates, machine.cores),
    '### Live pages',
    ...(viewers === null
      ? ['Not measured: the proxy sends no events or takes no notices.']
      : [viewersText(viewers)]),
    ...(idle === null
      ? []
      : [
          `${idle.count.toLocaleString('en')} idle connections take ${mb(idle.rssBytes)} of the process's memory, or ${mb(idle.heapBytes)} by JavaScript's own count.`,
        ]),
    '### A long log',
    `A flow of ${mb(bigBody.bytes)} blocks the event loop for ${ms(bigBody.blockedMs)} (longest delay, median of ${bigBody.blockedMs.length}; ${ms(bigBody.restMs)} without any request), and is answered in ${ms(bigBody.answerMs)}.`,
  ].join('\n\n')
}

function rateTable(rates: readonly MeasuredRate[], cores: number): string {
  const head = [
    'server, view',
    'connections',
    'requests/s',
    'p50 ms',
    'p99 ms',
    'added ms',
    'upstream calls each',
    'failed',
  ]
  return table(
    head,
    rates.map((rate) => {
      const { server, view, connections, perSecond, p50, p99, upstreamCalls, failed } = rate
      const behind = rates.find(
        (other) => other.server === 'upstream' && other.connections === connections,
      )
      const added = server === 'upstream' || view === 'cached' ? null : addedP50(rate, behind)
      return [
        `${server === 'workers' ? `ours, ${cores} workers` : server}, ${view}`,
        String(connections),
        Math.round(perSecond).toLocaleString('en'),
        fixed(p50),
        fixed(p99),
        fixed(added),
        fixed(upstreamCalls),
        String(failed),
      ]
    }),
  )
}

/**
 * The throughput of several workers as a multiple of one's, for uncached views; empty if not
 * measured.
 */
function workersText(rates: readonly MeasuredRate[], cores: number): string[] {
  const times = rates.flatMap(({ server, view, connections, perSecond }) => {
    if (server !== 'workers') return []
    const one = rates.find(
      (other) =>
        other.server === 'ours' && other.view === view && other.connections === connections,
    )
    if (one === undefined || one.perSecond === 0) return []
    return [`${text(perSecond / one.perSecond, '×')} with ${connections} connections`]
  })
  if (times.length === 0) return []
  return [
    `Uncached views of ${cores} workers (\`WORKERS\`, one for each core), to those of one process: ${times.join(', ')}. Client, stub and Postgres take their processor time from the same cores, so this is what workers add on a machine that is nearly full; it says little of a machine with cores to spare.`,
  ]
}

function viewersText({ count, changes, heapBytesEach, rssBytesEach }: Viewers): string {
  const middle = (values: number[]) => Math.round(median(values) ?? 0)
  const number = (values: number[]) => middle(values).toLocaleString('en')
  const readings = middle(changes.map(({ upstreamReads }) => upstreamReads))
  const times = readings === 1 ? 'once' : `${readings} times`
  return [
    `${count.toLocaleString('en')} people watch one flow, and all read it again as soon as they hear of a change.`,
    `For each of ${changes.length} changes of which e签宝 sent a notice, the proxy read the flow ${times} upstream (${number(changes.map(({ upstreamCalls }) => upstreamCalls))} calls) and answered ${number(changes.map(({ reads }) => reads))} views, the last one ${number(changes.map(({ lastAnswerMs }) => lastAnswerMs))} ms after the notice.`,
    `A connection takes ${text(rssBytesEach / 1000, 'kB')} of the process's memory, or ${text(heapBytesEach / 1000, 'kB')} by JavaScript's own count.`,
  ].join(' ')
}

function fixed(value: number | null): string {
  return value === null ? '—' : value.toFixed(2)
}

function mb(bytes: number): string {
  return text(bytes / megabyte, 'MB')
}

function ms(values: readonly number[]): string {
  const middle = median(values)
  return middle === null ? '—' : text(Math.round(middle), 'ms')
}

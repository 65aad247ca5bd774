import { median } from '../stats.ts'
import type { MeasuredRate, ProxyResult, Viewers } from '../proxy/result.ts'
import { addedP50 } from '../proxy/targets.ts'
import { text } from '../verdict.ts'
import { verdictRows } from '../verdict-table.ts'
import { machineText } from './machine-text.ts'
import { table } from './markdown.ts'

const megabyte = 2 ** 20

/** The section of docs/performance.md about the proxy. */
export function proxyReport(result: ProxyResult): string {
  const { rates, viewers, idle, bigBody, verdicts, seconds, upstreamMs, bodyBytes } = result
  return [
    '## What the proxy costs',
    `The built proxy with live settings on a stub, each in a process of its own on the same machine as the client, which asks as fast as its connections allow, ${seconds} s each. A flow view of 20 records is ${bodyBytes.toLocaleString('en')} bytes as sent. For coalesced and uncached views each call upstream takes ${upstreamMs} ms. Every organisation has its token by then. *Added* is the median beyond that of the stub asked directly.`,
    machineText(result),
    '### Targets',
    table(['target', 'bound', 'measured', ''], verdictRows(verdicts)),
    '### Flow views',
    rateTable(rates),
    '### Live pages',
    ...(viewers === null
      ? ['Not measured: the proxy sends no events or takes no notices.']
      : [viewersText(viewers)]),
    ...(idle === null
      ? []
      : [
          `${idle.count.toLocaleString('en')} connections on which nothing happens take ${mb(idle.rssBytes)} of the process, or ${mb(idle.heapBytes)} by JavaScript's own count.`,
        ]),
    '### A large body',
    `A flow of ${mb(bigBody.bytes)} keeps the proxy from answering anybody else for ${ms(bigBody.blockedMs)} (longest stretch, median of ${bigBody.blockedMs.length}; ${ms(bigBody.restMs)} while nothing is asked), and is answered in ${ms(bigBody.answerMs)}.`,
  ].join('\n\n')
}

function rateTable(rates: readonly MeasuredRate[]): string {
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
        `${server}, ${view}`,
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

function viewersText({ count, changes, heapBytesEach, rssBytesEach }: Viewers): string {
  const middle = (values: number[]) => Math.round(median(values) ?? 0)
  const number = (values: number[]) => middle(values).toLocaleString('en')
  const readings = middle(changes.map(({ upstreamReads }) => upstreamReads))
  const times = readings === 1 ? 'once' : `${readings} times`
  return [
    `${count.toLocaleString('en')} people watch one flow, and all read it again the moment they hear of a change.`,
    `For each of ${changes.length} changes that e签宝 told of, the proxy read it ${times} upstream (${number(changes.map(({ upstreamCalls }) => upstreamCalls))} calls) and answered ${number(changes.map(({ reads }) => reads))} views, the last one ${number(changes.map(({ lastAnswerMs }) => lastAnswerMs))} ms after the notice.`,
    `A connection takes ${text(rssBytesEach / 1000, 'kB')} of the process, or ${text(heapBytesEach / 1000, 'kB')} by JavaScript's own count.`,
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

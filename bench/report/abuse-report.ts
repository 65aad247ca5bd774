import type { AbuseMeasured, AbuseResult, Watched } from '../abuse/result.ts'
import { verdictRows } from '../verdict-table.ts'
import { machineText } from './machine-text.ts'
import { table } from './markdown.ts'

/** The section of docs/performance.md about abuse. */
export function abuseReport(result: AbuseResult): string {
  const { seconds, abuses, verdicts } = result
  return [
    '## Whether one can shut the others out',
    `Eight people of one organisation read flows that nobody has read before, each about once a second, and every third time sign in anew with a flow. ${seconds} s without and ${seconds} s with each abuse, one after the other; the ratio is that of what a person waited in the middle for one kind of answer with and without it, of the person and kind with the greatest. The proxy is a third-party app behind a gateway that tells addresses: each honest person has one, and so has who abuses the app. What stands for DingTalk takes 50 ms for an answer, refuses the 21st call of an API in a second for an organisation, and gives the people's organisation tokens of six seconds.`,
    machineText(result),
    '### Targets',
    table(['target', 'bound', 'measured', ''], verdictRows(verdicts)),
    '### What the people waited',
    table(
      [
        'abuse',
        'requests sent',
        'calls upstream',
        'refused there',
        'read, median (without)',
        'read, 95 % (without)',
        'sign-in, median (without)',
        'sign-in, worst (without)',
        'failed',
      ],
      abuses.map((abuse) => rowOf(abuse)),
    ),
  ].join('\n\n')
}

function rowOf(measured: AbuseMeasured): string[] {
  const { name, sent, upstreamCalls, throttled, calm, abused } = measured
  const both = (of: (watched: Watched) => number | null) => `${ms(of(abused))} (${ms(of(calm))})`
  const failed = Object.entries(abused.failed).map(([status, count]) => `${count} × ${status}`)
  return [
    name,
    sent.toLocaleString('en'),
    upstreamCalls.toLocaleString('en'),
    String(throttled),
    both(({ read }) => read.median),
    both(({ read }) => read.p95),
    both(({ signIn }) => signIn.median),
    both(({ signIn }) => signIn.worst),
    failed.length === 0 ? '0' : failed.join(', '),
  ]
}

function ms(value: number | null): string {
  return value === null ? '—' : `${Math.round(value)} ms`
}

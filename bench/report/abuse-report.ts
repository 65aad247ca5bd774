import type { AbuseMeasured, AbuseResult, Watched } from '#bench/abuse/result.ts'
import { abuseVerdicts } from '#bench/abuse/watched.ts'
import { verdictRows } from '#bench/verdict-table.ts'
import { machineText } from './machine-text.ts'
import { table } from './markdown.ts'

/** The section of docs/performance.md about abuse. */
export function abuseReport(result: AbuseResult): string {
  const { seconds, abuses } = result
  return [
    '## Whether one abuser can slow the others down',
    `Eight people of one organisation read flows that nobody has read before, each about once a second; every third request is a new sign-in with a flow. They are watched for ${seconds} s without and then for ${seconds} s with each abuse. A person's median wait for one kind of answer with the abuse is divided by that without, and the first target is about the person and kind with the greatest ratio. The second is about the slowest answers: the time within which 95 of 100 of one kind came, of all people together, with the abuse and without. The proxy runs as a third-party app behind a gateway that passes client addresses: each honest person has one, and so has the abuser. The stub that plays DingTalk takes 50 ms for an answer, refuses the 21st call of an API in a second for one organisation, and gives this organisation tokens that are valid for six seconds.`,
    machineText(result),
    '### Targets',
    table(['target', 'bound', 'measured', ''], verdictRows(abuseVerdicts(abuses))),
    '### How long people waited',
    'The worst single wait of each kind has no target, and may be more than twice that without the abuse.',
    table(
      [
        'abuse',
        'requests sent',
        'upstream calls',
        'over the limit',
        'read, median (without)',
        'read, 95 % (without)',
        'read, worst (without)',
        'sign-in, median (without)',
        'sign-in, 95 % (without)',
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
    both(({ read }) => read.worst),
    both(({ signIn }) => signIn.median),
    both(({ signIn }) => signIn.p95),
    both(({ signIn }) => signIn.worst),
    failed.length === 0 ? '0' : failed.join(', '),
  ]
}

function ms(value: number | null): string {
  return value === null ? '—' : `${Math.round(value)} ms`
}

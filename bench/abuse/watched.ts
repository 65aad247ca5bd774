import { median, percentile } from '#bench/stats.ts'
import { atMost, type Verdict } from '#bench/verdict.ts'
import type { Waited } from './honest-people.ts'
import type { AbuseMeasured, Watched } from './result.ts'

const kinds = ['read', 'sign-in'] as const

export function summariseWaits(waited: readonly Waited[]): Watched {
  const failed: Record<string, number> = {}
  for (const { status } of waited)
    if (status !== 200 && status !== 201) failed[status] = (failed[status] ?? 0) + 1
  const [read, signIn] = kinds.map((kind) => {
    const times = waited.filter(({ what }) => what === kind).map(({ ms }) => ms)
    return {
      count: times.length,
      median: median(times),
      p95: percentile(times, 0.95),
      worst: percentile(times, 1),
    }
  })
  if (read === undefined || signIn === undefined) throw new Error('there are two kinds')
  return { read, signIn, failed }
}

/**
 * The greatest ratio over all people and kinds of answer: a person's median wait with abuse,
 * divided by that person's median wait without. Null if there is nothing to compare.
 */
export function worstRatio(calm: readonly Waited[], abused: readonly Waited[]): number | null {
  const people = [...new Set(abused.map(({ person }) => person))]
  const ratios = people.flatMap((person) =>
    kinds.flatMap((kind) => {
      const middle = (waited: readonly Waited[]) =>
        median(waited.filter((w) => w.person === person && w.what === kind).map(({ ms }) => ms))
      const [before, now] = [middle(calm), middle(abused)]
      return before === null || now === null ? [] : [now / before]
    }),
  )
  return ratios.length === 0 ? null : Math.max(...ratios)
}

/**
 * The 95th percentile of answer times with abuse, divided by that without; the greater ratio of the
 * two kinds of answer. Over all people together, because each of them has too few answers of a
 * kind.
 */
function slowRatio({ calm, abused }: AbuseMeasured): number | null {
  const ratios = (['read', 'signIn'] as const).flatMap((kind) => {
    const [before, now] = [calm[kind].p95, abused[kind].p95]
    return before === null || now === null ? [] : [now / before]
  })
  return ratios.length === 0 ? null : Math.max(...ratios)
}

export function abuseVerdicts(abuses: readonly AbuseMeasured[]): Verdict[] {
  const failures = abuses.flatMap(({ abused }) => Object.values(abused.failed))
  return [
    atMost(0, {
      target: 'Honest people whose question failed, all abuses together',
      value: failures.reduce((sum, count) => sum + count, 0),
      unit: '',
    }),
    ...abuses.flatMap((abuse) => [
      atMost(2, {
        target: `${abuse.name}: the person who waits most (median)`,
        value: abuse.worstPerson,
        unit: '×',
      }),
      atMost(2, {
        target: `${abuse.name}: the slowest answers (95 %)`,
        value: slowRatio(abuse),
        unit: '×',
      }),
    ]),
  ]
}

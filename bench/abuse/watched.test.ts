import { expect, it } from 'vitest'
import type { Waited } from './honest-people.ts'
import { abuseVerdicts, summariseWaits, worstRatio } from './watched.ts'

function waited(person: number, what: Waited['what'], ms: number, status = 200): Waited {
  return { person, what, ms, status }
}

it("compares each person's waits with that person's own calm ones", () => {
  const calm = [waited(0, 'read', 100), waited(1, 'read', 10), waited(1, 'sign-in', 50)]
  const abused = [
    waited(0, 'read', 120),
    waited(1, 'read', 20),
    waited(1, 'read', 40),
    waited(1, 'sign-in', 60),
    waited(2, 'read', 999),
  ]
  expect(worstRatio(calm, abused)).toBe(3)
  expect(worstRatio(calm, [])).toBeNull()
})

it('counts failures by status, and sums up the waits', () => {
  const all = [1, 2, 3, 4].map((ms) => waited(0, 'read', ms))
  const watched = summariseWaits([...all, waited(0, 'sign-in', 9, 503)])
  expect(watched.read).toEqual({ count: 4, median: 2.5, p95: 4, worst: 4 })
  expect(watched.failed).toEqual({ 503: 1 })
})

it('judges the slowest answers of all people, not their medians alone', () => {
  const calm = Array.from({ length: 20 }, (_, person) => waited(person, 'read', 60))
  const abused = calm.map((one, index) => ({ ...one, ms: index < 2 ? 1200 : 60 }))
  const verdicts = abuseVerdicts([
    {
      name: 'x',
      sent: 1,
      upstreamCalls: 0,
      throttled: 0,
      calm: summariseWaits(calm),
      abused: summariseWaits(abused),
      worstPerson: 1,
    },
  ])
  expect(verdicts.map(({ value, passed }) => [value, passed])).toEqual([
    [0, true],
    [1, true],
    [20, false],
  ])
})

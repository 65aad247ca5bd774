import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { hearSettled, noteSettled, openPoints } from './settled.ts'

function listen() {
  const lines: unknown[] = []
  const counted: string[] = []
  const info = (...line: unknown[]) => void lines.push(line)
  const end = hearSettled({ info }, (point, outcome) => void counted.push(`${point} ${outcome}`))
  return { lines, counted, end }
}

describe('an open point', () => {
  it('is logged once for each outcome, and counted every time', () => {
    const { lines, counted, end } = listen()
    noteSettled('event-repeats', 'once')
    noteSettled('event-repeats', 'once')
    noteSettled('event-repeats', 'repeated')
    expect(lines).toEqual([
      [{ outcome: 'once' }, 'settled: event-repeats'],
      [{ outcome: 'repeated' }, 'settled: event-repeats'],
    ])
    expect(counted).toEqual(['event-repeats once', 'event-repeats once', 'event-repeats repeated'])
    end()
    noteSettled('event-repeats', 'once')
    expect(counted).toHaveLength(3)
  })

  it('is explained in docs/first-day.md with each of its outcomes', () => {
    const page = readFileSync('docs/first-day.md', 'utf8')
    const rows = Object.entries(openPoints).map(([point, outcomes]) => {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${point}\``)) ?? ''
      return [point, outcomes.filter((outcome) => !row.includes(`\`${outcome}\``))]
    })
    expect(Object.fromEntries(rows.filter(([, missing]) => missing?.length !== 0))).toEqual({})
  })
})

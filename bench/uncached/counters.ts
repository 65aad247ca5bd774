import { setTimeout as delay } from 'node:timers/promises'

/** A proxy's counters since its start, from `/metrics`. Seconds are sums. */
export type Counters = {
  statements: number
  statementSeconds: number
  calls: number
  callSeconds: number
}

const pauseMs = 1500

/** The maximum number of statements of an idle proxy within one pause. */
const fewStatements = 20

export async function countersOf(url: string): Promise<Counters> {
  const response = await fetch(`${url}/metrics`)
  const text = await response.text()
  const sum = (name: string) =>
    [...text.matchAll(new RegExp(`^${name}\\{.*\\} (\\S+)$`, 'gm'))].reduce(
      (total, [, value]) => total + Number(value),
      0,
    )
  return {
    statements: sum('store_statement_duration_seconds_count'),
    statementSeconds: sum('store_statement_duration_seconds_sum'),
    calls: sum('upstream_call_duration_seconds_count'),
    callSeconds: sum('upstream_call_duration_seconds_sum'),
  }
}

/**
 * Resolves after the proxy has written everything that it read, so that the writes are measured
 * too.
 */
export async function untilWritten(url: string): Promise<void> {
  let before = -1
  let { statements } = await countersOf(url)
  while (statements - before > fewStatements) {
    before = statements
    await delay(pauseMs)
    ;({ statements } = await countersOf(url))
  }
}

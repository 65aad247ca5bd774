import { setTimeout as delay } from 'node:timers/promises'

const pauseMs = 1500

/** The maximum number of statements of an idle proxy within one pause. */
const fewStatements = 20

/**
 * Resolves after the proxy has written everything that it read, so that the writes are measured
 * too.
 */
export async function untilWritten(url: string): Promise<void> {
  let before = -1
  let statements = await statementsOf(url)
  while (statements - before > fewStatements) {
    before = statements
    await delay(pauseMs)
    statements = await statementsOf(url)
  }
}

/** Statements of a proxy since its start, from `/metrics`. */
async function statementsOf(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const counts = text.matchAll(/^store_statement_duration_seconds_count\{.*\} (\S+)$/gm)
  return [...counts].reduce((total, [, value]) => total + Number(value), 0)
}

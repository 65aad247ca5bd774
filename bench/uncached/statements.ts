import { setTimeout as delay } from 'node:timers/promises'

/** How many statements a proxy has sent to its database. */
export async function statementsOf(url: string): Promise<number> {
  const response = await fetch(`${url}/metrics`)
  const text = await response.text()
  const counts = text.matchAll(/^store_statement_duration_seconds_count\{.*\} (\d+)$/gm)
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0)
}

/** Resolves once all is written that was read, so that its cost is counted. */
export async function untilWritten(url: string): Promise<void> {
  let before = -1
  let now = await statementsOf(url)
  while (now - before > fewStatements) {
    before = now
    // oxlint-disable-next-line no-await-in-loop
    await delay(pauseMs)
    // oxlint-disable-next-line no-await-in-loop
    now = await statementsOf(url)
  }
}

const pauseMs = 300

/** What a proxy asks by itself meanwhile. */
const fewStatements = 10

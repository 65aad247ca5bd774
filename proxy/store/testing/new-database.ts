import { inject } from 'vitest'

/** A Postgres database of its own, with all tables and nothing in them; it ends with the test run. */
export async function newDatabase(): Promise<string> {
  const answer = await fetch(inject('databaseServer'))
  const text = await answer.text()
  if (!answer.ok) throw new Error(`no database: ${text}`)
  return text
}

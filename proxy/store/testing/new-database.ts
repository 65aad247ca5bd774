import { inject, onTestFinished, TestRunner } from 'vitest'

/**
 * A Postgres database of its own, with all tables and nothing in them. One that a test asked for is
 * another test's afterwards; others end with the run.
 */
export async function newDatabase(): Promise<string> {
  const server = inject('databaseServer')
  const answer = await fetch(server)
  const text = await answer.text()
  if (!answer.ok) throw new Error(`no database: ${text}`)
  if (TestRunner.getCurrentTest() !== undefined)
    onTestFinished(async () => {
      await fetch(new URL(new URL(text).pathname, server), { method: 'DELETE' })
    })
  return text
}

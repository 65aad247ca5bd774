import { inject, onTestFinished, TestRunner } from 'vitest'

/** Asked for by hooks of suites. */
const ofSuites: string[] = []

/**
 * A Postgres database of its own, with all tables and nothing in them. One that a test asked for is
 * another test's afterwards; others are another file's.
 */
export async function newDatabase(): Promise<string> {
  const answer = await fetch(inject('databaseServer'))
  const text = await answer.text()
  if (!answer.ok) throw new Error(`no database: ${text}`)
  if (TestRunner.getCurrentTest() === undefined) ofSuites.push(text)
  else onTestFinished(() => giveBack(text))
  return text
}

/** Called after all tests of a file. */
export async function giveBackDatabases(): Promise<void> {
  await Promise.all(ofSuites.splice(0).map(giveBack))
}

async function giveBack(databaseUrl: string): Promise<void> {
  const { pathname } = new URL(databaseUrl)
  await fetch(new URL(pathname, inject('databaseServer')), { method: 'DELETE' })
}

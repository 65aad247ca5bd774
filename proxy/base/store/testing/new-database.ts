import { inject, onTestFinished, TestRunner } from 'vitest'

/** Databases requested by hooks of suites. */
const ofSuites: string[] = []

/**
 * A Postgres database with all tables and no rows. One requested by a test is reused by another
 * test afterwards; others are reused by another file.
 */
export async function newDatabase(): Promise<string> {
  const answer = await fetch(inject('databaseServer'))
  const text = await answer.text()
  if (!answer.ok) throw new Error(`no database: ${text}`)
  if (TestRunner.getCurrentTest() === undefined) ofSuites.push(text)
  else onTestFinished(() => release(text))
  return text
}

/** Called after all tests of a file. */
export async function releaseDatabases(): Promise<void> {
  await Promise.all(ofSuites.splice(0).map(release))
}

async function release(databaseUrl: string): Promise<void> {
  const { pathname } = new URL(databaseUrl)
  await fetch(new URL(pathname, inject('databaseServer')), { method: 'DELETE' })
}

import { inject } from 'vitest'

/** @returns the path of the built server's entry, one for all tests of a run */
export async function builtServer(): Promise<string> {
  const answer = await fetch(inject('serverBuild'))
  const text = await answer.text()
  if (!answer.ok) throw new Error(`the server is not built: ${text}`)
  return text
}

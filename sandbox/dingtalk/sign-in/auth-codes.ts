import { randomBytes } from 'node:crypto'
import { findPerson } from '#sandbox/state/people.ts'
import type { World } from '#sandbox/state/state.ts'

const validMs = 5 * 60_000

/**
 * As a client hands it to a page: valid for five minutes and one use. Undefined if there is no such
 * member.
 */
export function issueAuthCode(world: World, corpId: string, userId: string): string | undefined {
  const corp = world.state.corps.get(corpId)
  if (!corp || !findPerson(corp, userId)) return undefined
  const code = randomBytes(16).toString('hex')
  world.state.authCodes.set(code, { corpId, userId, expiresAt: world.now() + validMs })
  return code
}

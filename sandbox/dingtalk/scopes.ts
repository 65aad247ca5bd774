import type { Corp } from '#sandbox/state/people.ts'
import { permissionDenied, tokenInvalid } from '#sandbox/protocol/refusals.ts'
import type { World } from '#sandbox/state/state.ts'
import type { CorpTokenHolder } from '#sandbox/state/tokens.ts'

/**
 * The caller's organisation, if its app has the permission.
 * @throws NewHostRefusal `Forbidden.AccessDenied.AccessTokenPermissionDenied`, naming it
 */
export function requireScope(world: World, holder: CorpTokenHolder, scope: string): Corp {
  const corp = world.state.corps.get(holder.corpId)
  if (corp === undefined) throw tokenInvalid()
  if (corp.missingScopes.includes(scope)) throw permissionDenied([scope])
  return corp
}

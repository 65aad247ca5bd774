import { findPerson } from '#sandbox/state/people.ts'
import type { EsignCaller } from './caller.ts'
import { requireAuthorised } from './caller.ts'
import { EsignRefusal } from './esign-codes.ts'
import type { PageAddresses } from './page-tasks.ts'
import { createPageTask } from './page-tasks.ts'

/** A member's verified name; null before verification (query-personal-information). */
export function userRealName(caller: EsignCaller, userId: string): string | null {
  requireAuthorised(caller, 'createUserError')
  const person = findPerson(caller.corp, userId)
  if (!person) throw new EsignRefusal('getUserInfoError')
  return person.realNameVerified ? person.name : null
}

/** A page on which a member verifies their identity. */
export function userRealNamePage(
  caller: EsignCaller,
  userId: string,
  redirectUrl: string | undefined,
): PageAddresses {
  requireAuthorised(caller, 'serviceError')
  if (!findPerson(caller.corp, userId)) throw new EsignRefusal('serviceError')
  return createPageTask(caller, { kind: 'person-real-name', userId }, redirectUrl)
}

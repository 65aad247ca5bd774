import { findPerson } from '#sandbox/state/people.ts'
import type { EsignCaller } from './caller.ts'
import { ownerKey, requireAuthorised } from './caller.ts'
import { EsignRefusal } from './esign-codes.ts'
import type { PageAddresses } from './page-tasks.ts'
import { createPageTask, pageAddress } from './page-tasks.ts'

/** Initialises the developer's data, once (isv-service-provider-data-initialization). */
export function initialiseDeveloper(caller: EsignCaller, noticeUrl: string | undefined): void {
  const { developers } = caller.world.state
  if (developers.has(ownerKey(caller))) throw new EsignRefusal('openIsvExist')
  if (!caller.corp.realNameVerified) throw new EsignRefusal('orgNotRealname')
  developers.set(ownerKey(caller), { noticeUrl: noticeUrl ?? null })
}

/** Rejects calls before `initialiseDeveloper`; for calls with a documented code for that. */
export function requireDeveloper(
  caller: EsignCaller,
  code: 'openIsvNotInit' | 'getOpenIsvInfoError',
): void {
  if (!caller.world.state.developers.has(ownerKey(caller))) throw new EsignRefusal(code)
}

/** A page on which an admin authorises the app (obtain-the-address-of-the-authorized-page). */
export function authorisationPage(
  caller: EsignCaller,
  redirectUrl: string | undefined,
): PageAddresses {
  requireDeveloper(caller, 'openIsvNotInit')
  if (!caller.corp.esignInstalled) throw new EsignRefusal('getOpenIsvInfoError')
  return createPageTask(caller, { kind: 'authorise', userId: null }, redirectUrl)
}

/** Withdraws the organisation's authorisation (cancel-enterprise-authorization). */
export function cancelAuthorisation(caller: EsignCaller): void {
  if (!caller.corp.esignAuthorised) throw new EsignRefusal('cancelCorpAuthError')
  caller.corp.esignAuthorised = false
}

/** Contracts left in the package (query-package-balance). */
export function contractMargin(caller: EsignCaller): number {
  if (!caller.corp.realNameVerified) throw new EsignRefusal('corpNotRealName')
  requireAuthorised(caller, 'getCorpMarginError')
  return caller.corp.margin
}

/** Whether the e签宝 micro-app is installed, and our app authorised. */
export function appStatus({ corp }: EsignCaller) {
  return {
    installStatus: corp.esignInstalled ? 'OPEN' : 'CLOSE',
    authStatus: corp.esignAuthorised ? 'AUTH' : 'UNAUTH',
  }
}

/** The organisation's verified name; null before verification (query-enterprise-information). */
export function corpRealName(caller: EsignCaller): string | null {
  requireAuthorised(caller, 'createOrgAccountError')
  return caller.corp.realNameVerified ? caller.corp.name : null
}

/** A page on which an admin has the organisation verified. */
export function corpRealNamePage(
  caller: EsignCaller,
  userId: string,
  redirectUrl: string | undefined,
): PageAddresses {
  requireDeveloper(caller, 'getOpenIsvInfoError')
  requireAuthorised(caller, 'createUserError')
  const person = findPerson(caller.corp, userId)
  if (!person) throw new EsignRefusal('createUserError')
  if (person.sysLevel !== 1 && person.sysLevel !== 2) throw new EsignRefusal('dingAdminAuthError')
  return createPageTask(caller, { kind: 'corp-real-name', userId }, redirectUrl)
}

/** Address of the organisation's console (get-enterprise-console-address). */
export function corpConsole(caller: EsignCaller): string {
  requireAuthorised(caller, 'createOrgAccountError')
  return pageAddress(caller.origin, 'console', caller.corp.corpId)
}

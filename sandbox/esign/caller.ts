import { createMiddleware } from 'hono/factory'
import { requireCorpToken, tokenHeader } from '../dingtalk/access-tokens.ts'
import type { Corp } from '../people.ts'
import { permissionDenied, tokenInvalid } from '../protocol/refusals.ts'
import type { SandboxBindings } from '../protocol/request-body.ts'
import type { World } from '../state.ts'
import type { EsignCode } from './esign-codes.ts'
import { EsignRefusal } from './esign-codes.ts'

/** Who calls e签宝: an app in the name of an organisation. */
export type EsignCaller = {
  world: World
  clientId: string
  corp: Corp
  /** Where the sandbox's pages and storage are for addresses in this call's answer. */
  origin: string
}

/** A Hono context in which the caller is known. */
export type EsignEnv = {
  Bindings: SandboxBindings
  Variables: { bodyText: string; caller: EsignCaller }
}

/**
 * Finds out who calls, by the token header.
 *
 * @param thirdPartyOnly 1.0 was for third-party apps, and nobody can apply for it any more
 */
export function identifyCaller(world: World, thirdPartyOnly: boolean) {
  return createMiddleware<EsignEnv>(async (c, next) => {
    const holder = requireCorpToken(world.tokens, c.req.header(tokenHeader))
    if (thirdPartyOnly && holder.kind !== 'third-party') {
      throw permissionDenied(['Esign.Common.ReadWrite'])
    }
    const corp = world.state.corps.get(holder.corpId)
    if (corp?.opened.includes(holder.clientId) !== true) throw tokenInvalid()
    c.set('caller', {
      world,
      clientId: holder.clientId,
      corp,
      origin: world.publicUrl ?? new URL(c.req.url).origin,
    })
    await next()
  })
}

/**
 * Refuses while the organisation has not authorised the app in e签宝. e签宝 documents no code of
 * its own for this, so each call names the one on its page that comes closest.
 */
export function requireAuthorised(caller: EsignCaller, code: EsignCode): void {
  if (!caller.corp.esignAuthorised) throw new EsignRefusal(code, '企业未授权')
}

/** Key of what one app owns in one organisation. */
export function ownerKey(caller: { clientId: string; corp: Pick<Corp, 'corpId'> }): string {
  return `${caller.clientId} ${caller.corp.corpId}`
}

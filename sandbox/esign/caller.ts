import { createMiddleware } from 'hono/factory'
import { requireCorpToken } from '#sandbox/dingtalk/sign-in/access-tokens.ts'
import { requireScope } from '#sandbox/dingtalk/scopes.ts'
import { tokenHeader } from '#sandbox/state/tokens.ts'
import type { Corp } from '#sandbox/state/people.ts'
import { permissionDenied, tokenInvalid } from '#sandbox/protocol/refusals.ts'
import type { SandboxBindings } from '#sandbox/protocol/request-body.ts'
import type { World } from '#sandbox/state/state.ts'
import type { EsignCode } from './esign-codes.ts'
import { EsignRefusal } from './esign-codes.ts'

/** The caller of e签宝: an app on behalf of an organisation. */
export type EsignCaller = {
  world: World
  clientId: string
  corp: Corp
  /** Origin of the page and storage addresses in this call's answer. */
  origin: string
}

export type EsignEnv = {
  Bindings: SandboxBindings
  Variables: { bodyText: string; caller: EsignCaller }
}

/**
 * Identifies the caller by the token header.
 *
 * @param thirdPartyOnly for generation 1.0, which only third-party apps have
 */
export function identifyCaller(world: World, thirdPartyOnly: boolean) {
  return createMiddleware<EsignEnv>(async (c, next) => {
    const holder = requireCorpToken(world.tokens, c.req.header(tokenHeader))
    if (thirdPartyOnly && holder.kind !== 'third-party') {
      throw permissionDenied(['Esign.Common.ReadWrite'])
    }
    const corp = world.state.corps.get(holder.corpId)
    if (corp?.opened.includes(holder.clientId) !== true) throw tokenInvalid()
    if (!thirdPartyOnly) requireScope(world, holder, 'Esign.Common.ReadWrite')
    c.set('caller', {
      world,
      clientId: holder.clientId,
      corp,
      origin: new URL(c.req.url).origin,
    })
    await next()
  })
}

/** e签宝 documents no code for this, so each call passes the closest of its documentation. */
export function requireAuthorised(caller: EsignCaller, code: EsignCode): void {
  if (!caller.corp.esignAuthorised) throw new EsignRefusal(code, '企业未授权')
}

export function ownerKey(caller: { clientId: string; corp: Pick<Corp, 'corpId'> }): string {
  return `${caller.clientId} ${caller.corp.corpId}`
}

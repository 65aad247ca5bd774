import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import { flowStatus } from '#sandbox/state/flow-model.ts'
import type { EsignCaller } from './caller.ts'
import { EsignRefusal } from './esign-codes.ts'
import { requireFlow } from './flow-queries.ts'
import { pageAddress } from './page-tasks.ts'
import type { v2Bodies } from './request-schemas.ts'

const shortLinkMs = 30 * 86_400_000

/** Addresses for signing: the first form for DingTalk, the second for a browser. */
export type SignAddresses =
  { pcUrl: string; mobileUrl: string } | { longUrl: string; shortUrl: string }

/**
 * Addresses where a signer signs (get-signatory-address). For DingTalk, `account` is optional, and
 * the page asks who is signing; for a browser it is required. A member's `account` is the user id.
 */
export function signPage(
  caller: EsignCaller,
  request: z.infer<typeof v2Bodies.signPage>,
): SignAddresses {
  const { taskId, account = '', signContainer = 1 } = request
  const flow = requireFlow(caller, taskId, 'getFlowInfoError')
  if (signContainer === 2 && account === '') {
    throw new EsignRefusal('requestParamError', 'account不能为空')
  }
  const signer = flow.signers.find(({ id }) => id === account)
  if (account !== '' && !signer) throw new EsignRefusal('getUserInfoFail', account)
  if (flow.status !== flowStatus.signing) {
    throw new EsignRefusal('getSignUrlError', '流程不在签署中')
  }
  const query: Record<string, string> = signer ? { signer: signer.id } : {}
  const longUrl = pageAddress(caller.origin, 'sign', taskId, query)
  if (signContainer === 1) {
    const pcUrl = pageAddress(caller.origin, 'sign', taskId, { ...query, client: 'pc' })
    return { mobileUrl: longUrl, pcUrl }
  }
  const code = randomBytes(6).toString('base64url')
  const { shortLinks } = caller.world.state
  shortLinks.set(code, { target: longUrl, expiresAt: caller.world.now() + shortLinkMs })
  return { longUrl, shortUrl: new URL(`/_sandbox/s/${code}`, caller.origin).href }
}

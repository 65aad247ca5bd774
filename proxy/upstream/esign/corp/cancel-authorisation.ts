import type { Operation } from '#proxy/upstream/esign/wire/operation.ts'
import { donePayload } from '#proxy/upstream/esign/wire/shared-payloads.ts'

/** @returns whether it was done; null if upstream does not say */
export const cancelAuthorisation = {
  '2.0': {
    sdkName: 'cancelCorpAuth',
    page: 'cancel-enterprise-authorization',
    method: 'POST',
    path: '/v2.0/esign/auths/cancel',
  },
  '1.0': {
    sdkName: 'cancelCorpAuth',
    page: 'e-sign-has-revoked-the-enterprise-authorization',
    method: 'GET',
    path: '/v1.0/esign/corps/auth/cancel',
    changesState: true,
  },
  call: (ask) => ask({ body: {} }, donePayload),
} satisfies Operation

import type { Operation } from '#proxy/upstream/esign/wire/operation.ts'
import { realNamePayload } from '#proxy/upstream/esign/wire/shared-payloads.ts'

/** Whether the corp is verified, which its seals require. */
export const getCorpRealName = {
  '2.0': {
    sdkName: 'getCorpInfo',
    page: 'query-enterprise-information',
    method: 'GET',
    path: '/v2.0/esign/corps/infos',
  },
  '1.0': {
    sdkName: 'corpInfo',
    page: 'check-whether-enterprise-registered-realname-e-sign-treasure',
    method: 'GET',
    path: '/v1.0/esign/corps/info',
  },
  call: (ask) => ask({}, realNamePayload),
} satisfies Operation

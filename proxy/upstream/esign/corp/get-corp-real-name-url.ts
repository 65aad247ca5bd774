import type { Operation } from '#proxy/upstream/esign/wire/operation.ts'
import { taskPagePayload } from '#proxy/upstream/esign/wire/shared-payloads.ts'

/** `userId` is an administrator of the corp in DingTalk. */
type PageRequest = { userId: string; redirectUrl?: string | undefined }

/**
 * A page on which an administrator has the corp verified, valid for two hours. In 1.0 e签宝's page
 * is the last one, whatever the return address.
 * @throws ProblemError `not-corp-admin`
 */
export const getCorpRealNameUrl = {
  '2.0': {
    sdkName: 'corpRealname',
    page: 'obtain-the-address-that-is-redirected-to-the-enterprise-s-real',
    method: 'POST',
    path: '/v2.0/esign/corps/realnames',
  },
  '1.0': {
    sdkName: 'getCorpRealnameUrl',
    page: 'obtain-enterprise-real-name-address',
    method: 'POST',
    path: '/v1.0/esign/corps/realname',
    fields: { redirectUrl: null },
  },
  call: (ask, { userId, redirectUrl }: PageRequest) =>
    ask({ body: { userId, redirectUrl } }, taskPagePayload),
} satisfies Operation

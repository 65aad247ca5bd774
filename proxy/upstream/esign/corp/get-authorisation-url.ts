import type { Operation } from '#proxy/upstream/esign/wire/operation.ts'
import { taskPagePayload } from '#proxy/upstream/esign/wire/shared-payloads.ts'

/**
 * A page on which an administrator authorises our app to use e签宝 for the corp, valid for two
 * hours. The return address gets the outcome as status=SUCCESS or FAIL, and taskid.
 * @throws ProblemError `esign-not-initialised`
 */
export const getAuthorisationUrl = {
  '2.0': {
    sdkName: 'getAuthUrl',
    page: 'obtain-the-address-of-the-authorized-page',
    method: 'POST',
    path: '/v2.0/esign/auths/urls',
    beforeAuthorisation: true,
  },
  '1.0': {
    sdkName: 'authUrl',
    page: 'authurl',
    method: 'POST',
    path: '/v1.0/esign/auths/url',
    beforeAuthorisation: true,
  },
  call: (ask, { redirectUrl }: { redirectUrl?: string | undefined }) =>
    ask({ body: { redirectUrl } }, taskPagePayload),
} satisfies Operation

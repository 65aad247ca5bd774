import type { Operation } from '#proxy/upstream/esign/wire/operation.ts'
import { donePayload } from '#proxy/upstream/esign/wire/shared-payloads.ts'

/**
 * Sets our app up as a developer for a corp: once, before any other call. The corp must be verified.
 * e签宝 posts its notices to `noticeUrl`.
 * @returns whether it was done; null if upstream does not say
 * @throws ProblemError `esign-already-initialised`, `corp-not-real-name-verified`
 */
export const initialiseDeveloper = {
  '2.0': {
    sdkName: 'createDevelopers',
    page: 'isv-service-provider-data-initialization',
    method: 'POST',
    path: '/v2.0/esign/developers',
    beforeAuthorisation: true,
  },
  '1.0': {
    sdkName: 'createDeveloper',
    page: 'offline-isv-service-provider-data-initialization',
    method: 'GET',
    path: '/v1.0/esign/developers/create',
    beforeAuthorisation: true,
    changesState: true,
    fields: { noticeUrl: 'redirectUrl' },
  },
  call: (ask, { noticeUrl }: { noticeUrl?: string | undefined }) =>
    ask({ body: { noticeUrl } }, donePayload),
} satisfies Operation

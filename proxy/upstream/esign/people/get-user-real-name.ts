import type { Operation } from '#proxy/upstream/esign/wire/operation.ts'
import { codeOfV1 } from '#proxy/upstream/esign/wire/refusals.ts'
import { realNamePayload } from '#proxy/upstream/esign/wire/shared-payloads.ts'

/**
 * Whether a member is verified, which signing requires.
 * @throws ProblemError `person-not-found`
 */
export const getUserRealName = {
  '2.0': {
    sdkName: 'getUserInfo',
    page: 'query-personal-information',
    method: 'GET',
    path: '/v2.0/esign/users/{userId}',
    refusals: { requestParamError: 'person-not-found', getUserInfoError: 'person-not-found' },
  },
  '1.0': {
    sdkName: 'getUserInfo',
    page: 'query-whether-a-user-has-a-real-name',
    method: 'GET',
    path: '/v1.0/esign/users/{userId}',
    refusals: { [codeOfV1]: 'person-not-found' },
  },
  call: (ask, userId: string) => ask({ parameters: { userId } }, realNamePayload),
} satisfies Operation

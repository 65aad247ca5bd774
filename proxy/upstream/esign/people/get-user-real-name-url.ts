import type { Operation } from '#proxy/upstream/esign/wire/operation.ts'
import { taskPagePayload } from '#proxy/upstream/esign/wire/shared-payloads.ts'

type PageRequest = { userId: string; redirectUrl?: string | undefined }

/** A page on which a member verifies their identity, valid for two hours. */
export const getUserRealNameUrl = {
  '2.0': {
    sdkName: 'usersRealname',
    page: 'obtain-the-address-that-is-redirected-to-the-user-s-real',
    method: 'POST',
    path: '/v2.0/esign/users/realnames',
  },
  '1.0': {
    sdkName: 'getUserRealnameUrl',
    page: 'obtain-personal-real-name-address',
    method: 'POST',
    path: '/v1.0/esign/users/realname',
  },
  call: (ask, { userId, redirectUrl }: PageRequest) =>
    ask({ body: { userId, redirectUrl } }, taskPagePayload),
} satisfies Operation

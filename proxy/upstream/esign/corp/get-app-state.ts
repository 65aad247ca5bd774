import { z } from 'zod'
import type { AppState } from '#shared/schemas/corp/corp.ts'
import type { Operation } from '#proxy/upstream/esign/wire/operation.ts'
import { code, vocabulary } from '#proxy/upstream/esign/wire/upstream-values.ts'

const toInstall = vocabulary([
  ['OPEN', 'installed'],
  ['CLOSE', 'not-installed'],
])

const toAuthorisation = vocabulary([
  ['AUTH', 'authorised'],
  ['UNAUTH', 'not-authorised'],
])

const payload = z
  .object({ installStatus: code, authStatus: code })
  .transform(({ installStatus, authStatus }): AppState => ({
    install: toInstall(installStatus),
    installCode: installStatus,
    authorisation: toAuthorisation(authStatus),
    authorisationCode: authStatus,
  }))

/** Whether e签宝's micro-app is installed and our app authorised; the first thing to ask. */
export const getAppState = {
  '2.0': {
    sdkName: 'getIsvStatus',
    page: 'obtain-the-current-status-of-the-company-s-e-sign-micro-application',
    method: 'GET',
    path: '/v2.0/esign/corps/appStatus',
    beforeAuthorisation: true,
  },
  '1.0': {
    sdkName: 'getCropStatus',
    page: 'obtain-the-status-of-enterprise-e-sign-treasure-micro-application',
    method: 'GET',
    path: '/v1.0/esign/corps/statuses',
    beforeAuthorisation: true,
  },
  call: (ask) => ask({}, payload),
} satisfies Operation

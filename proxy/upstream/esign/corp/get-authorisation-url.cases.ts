import { taskPageSchema } from '#shared/schemas/launch-page.ts'
import {
  initialise,
  samplePage,
  taskPage,
  type EsignCase,
} from '#proxy/upstream/esign/testing/esign-case.ts'

export const getAuthorisationUrl: EsignCase = {
  sample: samplePage,
  schema: taskPageSchema.strict(),
  before: initialise,
  succeed: ({ esign, corpId }) =>
    esign.getAuthorisationUrl(corpId, { redirectUrl: 'https://our.example/admin' }),
  result: taskPage('AUTH'),
  refuse: ({ esign, corpId }) => esign.getAuthorisationUrl(corpId, {}),
  problem: { '2.0': 'esign-not-initialised', '1.0': 'upstream-rejected' },
}

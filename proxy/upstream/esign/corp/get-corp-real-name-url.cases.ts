import { taskPageSchema } from '#shared/schemas/launch-page.ts'
import {
  initialise,
  inOrder,
  samplePage,
  taskPage,
  type EsignCase,
} from '#proxy/upstream/esign/testing/esign-case.ts'

export const getCorpRealNameUrl: EsignCase = {
  sample: samplePage,
  schema: taskPageSchema.strict(),
  before: initialise,
  succeed: ({ esign, corpId }) =>
    esign.getCorpRealNameUrl(corpId, {
      userId: 'wangwu',
      redirectUrl: 'https://our.example/admin',
    }),
  result: taskPage('ORN'),
  refuse: inOrder(initialise, ({ esign, corpId }) =>
    esign.getCorpRealNameUrl(corpId, { userId: 'lisi' }),
  ),
  problem: { '2.0': 'not-corp-admin', '1.0': 'upstream-rejected' },
}

import { taskPageSchema } from '#shared/schemas/launch-page.ts'
import { samplePage, taskPage, type EsignCase } from '#proxy/upstream/esign/testing/esign-case.ts'

export const getUserRealNameUrl: EsignCase = {
  sample: samplePage,
  schema: taskPageSchema.strict(),
  succeed: ({ esign, corpId }) =>
    esign.getUserRealNameUrl(corpId, {
      userId: 'zhaoliu',
      redirectUrl: 'https://our.example/me',
    }),
  result: taskPage('PRN'),
  refuse: ({ esign, corpId }) => esign.getUserRealNameUrl(corpId, { userId: 'nobody' }),
  problem: { '2.0': 'upstream-rejected', '1.0': 'upstream-rejected' },
}

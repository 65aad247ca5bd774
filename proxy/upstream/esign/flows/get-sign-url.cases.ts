import { launchPageSchema } from '#shared/schemas/launch-page.ts'
import { http, samplePage, type EsignCase } from '#proxy/upstream/esign/testing/esign-case.ts'

export const getSignUrl: EsignCase = {
  sample: {
    ...samplePage,
    longUrl: 'https://smlt.esign.cn/long',
    shortUrl: 'https://smlt.esign.cn/s',
  },
  schema: launchPageSchema.strict(),
  succeed: ({ esign, corpId }) => esign.getSignUrl(corpId, 'PRO-SANDBOX-SIGNING'),
  result: { pcUrl: http, mobileUrl: http },
  refuse: ({ esign, corpId }) => esign.getSignUrl(corpId, 'PRO-NONE'),
  problem: { '2.0': 'flow-not-found', '1.0': 'upstream-rejected' },
}

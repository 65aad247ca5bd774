import { taskPageSchema } from '#shared/schemas/launch-page.ts'
import { samplePage, taskPage, type EsignCase } from '#proxy/upstream/esign/testing/esign-case.ts'
import type { StartPageRequest } from './get-start-url.ts'
import { startRequest } from './start-at-once.cases.ts'

const request: StartPageRequest = {
  ...startRequest,
  files: [{ fileId: 'FILE-SANDBOX-SIGNING', name: '合同.pdf' }],
  participants: [
    { kind: 'member', userId: 'lisi', seals: ['company', 'personal'] },
    {
      kind: 'outsider',
      account: '13800000000',
      name: '周十',
      organization: '上海云帆贸易有限公司',
      seals: ['company'],
    },
  ],
  autoStart: false,
}

export const getStartUrl: EsignCase = {
  sample: samplePage,
  schema: taskPageSchema.strict(),
  succeed: ({ esign, corpId }) => esign.getStartUrl(corpId, request),
  result: taskPage('PRO'),
  refuse: ({ esign, corpId }) =>
    esign.getStartUrl(corpId, {
      ...request,
      participants: [
        { kind: 'outsider', account: '13800000000', name: '周十', seals: ['company'] },
      ],
    }),
  problem: { '2.0': 'company-name-required', '1.0': 'input-refused' },
}

import { expect } from 'vitest'
import { z } from 'zod'
import { flowDocumentSchema } from '#shared/schemas/flow/flow-document.ts'
import { http, type EsignCase } from '#proxy/upstream/esign/testing/esign-case.ts'

export const getDocuments: EsignCase = {
  sample: [{ fileId: 'file-1', fileName: '合同.pdf', fileUrl: 'https://a.esign.cn/1' }],
  schema: z.array(flowDocumentSchema.strict()),
  succeed: ({ esign, corpId }) => esign.getDocuments(corpId, 'PRO-SANDBOX-COMPLETED'),
  result: [{ fileId: 'FILE-SANDBOX-COMPLETED', name: expect.stringMatching(/\.pdf$/), url: http }],
  refuse: ({ esign, corpId }) => esign.getDocuments(corpId, 'PRO-NONE'),
  problem: { '2.0': 'flow-not-found', '1.0': 'flow-not-found' },
}

import { expect } from 'vitest'
import { esignFileSchema } from '#shared/schemas/esign-file.ts'
import { http, type EsignCase } from '#proxy/upstream/esign/testing/esign-case.ts'

export const getFile: EsignCase = {
  sample: {
    fileId: 'file-1',
    name: '合同.pdf',
    size: 81_244,
    pdfTotalPages: 4,
    status: 2,
    downloadUrl: 'https://esignoss.esign.cn/1',
  },
  schema: esignFileSchema.strict(),
  succeed: ({ esign, corpId }) => esign.getFile(corpId, 'FILE-SANDBOX-COMPLETED'),
  result: {
    fileId: 'FILE-SANDBOX-COMPLETED',
    name: expect.stringMatching(/\.pdf$/),
    bytes: expect.any(Number),
    pages: 3,
    status: 'uploaded',
    statusCode: 2,
    downloadUrl: http,
  },
  refuse: ({ esign, corpId }) => esign.getFile(corpId, 'NO-FILE'),
  problem: { '2.0': 'file-not-found', '1.0': 'file-not-found' },
}

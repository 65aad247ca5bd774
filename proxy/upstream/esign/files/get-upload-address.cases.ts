import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { z } from 'zod'
import { http, type EsignCase } from '#proxy/upstream/esign/testing/esign-case.ts'

const file = {
  name: '合同.pdf',
  bytes: 14,
  contentMd5: createHash('md5').update('Sandbox upload').digest('base64'),
  contentType: 'application/pdf',
  convertToPdf: false,
}

export const getUploadAddress: EsignCase = {
  sample: { fileId: 'file-1', uploadUrl: 'https://esignoss.esign.cn/1' },
  schema: z.strictObject({
    fileId: z.string().nullable(),
    uploadUrl: z.url({ protocol: /^https?$/ }).nullable(),
  }),
  succeed: ({ esign, corpId }) => esign.getUploadAddress(corpId, file),
  result: { fileId: expect.stringMatching(/./), uploadUrl: http },
  refuse: ({ esign, corpId }) =>
    esign.getUploadAddress(corpId, { ...file, contentMd5: 'not base64' }),
  problem: { '2.0': 'input-refused', '1.0': 'input-refused' },
}

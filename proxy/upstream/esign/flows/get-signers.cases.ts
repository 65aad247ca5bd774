import { signingSchema } from '#shared/schemas/flow/signing.ts'
import { type EsignCase } from '#proxy/upstream/esign/testing/esign-case.ts'

export const getSigners: EsignCase = {
  sample: {
    businessScene: '劳动合同',
    businessSense: '劳动合同',
    flowStatus: 1,
    signers: [{ signStatus: 2, signerName: '王五' }],
  },
  schema: signingSchema.strict(),
  succeed: ({ esign, corpId }) => esign.getSigners(corpId, 'PRO-SANDBOX-SIGNING'),
  result: {
    taskId: 'PRO-SANDBOX-SIGNING',
    title: '办公设备采购合同',
    status: 'signing',
    statusCode: 1,
    signers: [
      { name: '张三', status: 'signed', statusCode: 2 },
      { name: '李四', status: 'waiting', statusCode: 0 },
      { name: '孙八', status: 'unsigned', statusCode: 1 },
    ],
  },
  refuse: ({ esign, corpId }) => esign.getSigners(corpId, 'PRO-NONE'),
  problem: { '2.0': 'flow-not-found', '1.0': 'flow-not-found' },
}

import { expect } from 'vitest'
import { flowSchema } from '#shared/schemas/flow/flow.ts'
import { type EsignCase } from '#proxy/upstream/esign/testing/esign-case.ts'

export const getFlow: EsignCase = {
  sample: {
    businessScene: '劳动合同',
    businessSense: '劳动合同',
    flowStatus: 1,
    initiatorName: '王五',
    initiatorAuthorizedName: '天谷',
    logs: [
      {
        logType: '8',
        operateDescription: '查看了流程',
        operateTime: 1_618_302_600_000,
        operatorAccountName: '王五',
      },
    ],
  },
  schema: flowSchema.strict(),
  succeed: ({ esign, corpId }) => esign.getFlow(corpId, 'PRO-SANDBOX-SIGNING'),
  result: {
    taskId: 'PRO-SANDBOX-SIGNING',
    title: '办公设备采购合同',
    status: 'signing',
    statusCode: 1,
    initiator: { name: '张三', organization: '杭州星河科技有限公司' },
    logs: expect.arrayContaining([
      {
        type: 'flow-created',
        typeCode: '1',
        description: expect.stringMatching(/./),
        operator: '张三',
        time: expect.any(Number),
      },
    ]),
  },
  refuse: ({ esign, corpId }) => esign.getFlow(corpId, 'PRO-NONE'),
  problem: { '2.0': 'flow-not-found', '1.0': 'flow-not-found' },
}

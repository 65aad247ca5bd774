import { expect, it } from 'vitest'
import { approvalAttachmentSchema } from '#shared/schemas/flow/flow-document.ts'
import { answering } from '#proxy/upstream/esign/testing/played-esign.ts'

it('the attachments of an approval are read, in 2.0 only', async () => {
  const { v1, v2, lastCall } = answering({
    data: [
      {
        flowId: 'flow-1',
        status: '2',
        files: [
          {
            fileName: '合同.pdf',
            originalFileUrl: 'https://a.esign.cn/1',
            signFinishFileUrl: 'javascript:1',
          },
        ],
      },
    ],
  })
  const attachments = await v2.getApprovalAttachments?.('corp', 'instance-1')
  expect(attachments?.map((each) => approvalAttachmentSchema.parse(each))).toEqual([
    {
      flowId: 'flow-1',
      statusCode: 2,
      files: [{ name: '合同.pdf', originalUrl: 'https://a.esign.cn/1', signedUrl: null }],
    },
  ])
  expect(lastCall()?.path).toBe('/v2.0/esign/dingInstances/instance-1/attachments')
  expect(v1.getApprovalAttachments).toBeNull()
})

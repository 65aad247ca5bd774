import { describe, expect, it } from 'vitest'
import { approvalStatuses } from '#shared/rules/codes/approval-status.ts'
import { approvalAttachmentSchema, flowDocumentSchema } from '#shared/schemas/flow/flow-document.ts'
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import { sealApprovalSchema } from '#shared/schemas/flow/seal-approval.ts'
import { signerStatuses } from '#shared/rules/codes/signer-status.ts'
import { signingSchema } from '#shared/schemas/flow/signing.ts'
import { answering, refusing, wrapped } from '#proxy/upstream/esign/testing/played-esign.ts'

describe('signers', () => {
  const rest = { flowStatus: 1.0, signers: [{ signStatus: 2, signerName: '王五' }] }
  const signing = {
    taskId: 'PRO-1',
    title: '劳动合同',
    status: 'signing',
    statusCode: 1,
    signers: [{ name: '王五', status: 'signed', statusCode: 2 }],
  }

  it('are read with the flow, whose title field differs per generation', async () => {
    const v2 = answering({ businessScene: '劳动合同', ...rest })
    expect(signingSchema.parse(await v2.v2.getSigners('corp', 'PRO-1'))).toEqual(signing)
    expect(v2.lastCall()).toMatchObject({ method: 'GET', path: '/v2.0/esign/signTasks/PRO-1' })
    const v1 = answering(wrapped({ businessSense: '劳动合同', ...rest }))
    expect(await v1.v1.getSigners('corp', 'PRO-1')).toEqual(signing)
    expect(v1.lastCall()).toMatchObject({
      method: 'GET',
      path: '/v1.0/esign/flows/sign/detail?taskId=PRO-1',
    })
  })

  it('and the flow have a name for each documented state', async () => {
    const signers = [0, 1, '2', 3, 4.0, 9].map((signStatus) => ({ signStatus }))
    const read = await answering({ signers }).v2.getSigners('corp', 'PRO-1')
    expect(read.signers.map(({ status }) => status)).toEqual(signerStatuses)
    expect(read.signers.at(-1)).toEqual({ name: null, status: 'unknown', statusCode: 9 })
    const flows = [0, 1, 2, 3, 4, 5, 6, 7, 8].map(async (flowStatus) => {
      const { status } = await answering({ flowStatus }).v2.getSigners('corp', 'PRO-1')
      return status
    })
    expect(await Promise.all(flows)).toEqual(flowStatuses)
  })
})

describe('documents', () => {
  const data = [
    { fileId: 'file-1', fileName: '合同.pdf', fileUrl: 'https://esignoss.esign.cn/1?a=1' },
    { fileId: null, fileUrl: 'ftp://esign.cn/1' },
    'not one',
  ]
  const documents = [
    { fileId: 'file-1', name: '合同.pdf', url: 'https://esignoss.esign.cn/1?a=1' },
    { fileId: null, name: null, url: null },
  ]

  it('are read', async () => {
    const v2 = answering({ data })
    expect(await v2.v2.getDocuments('corp', 'PRO-1')).toEqual(documents)
    expect(v2.lastCall()?.path).toBe('/v2.0/esign/flowTasks/PRO-1/docs')
    const v1 = answering(wrapped(data))
    const read = await v1.v1.getDocuments('corp', 'PRO-1')
    expect(read.map((document) => flowDocumentSchema.parse(document))).toEqual(documents)
    expect(v1.lastCall()?.path).toBe('/v1.0/esign/flows/docs?taskId=PRO-1')
  })

  it.each([{}, { data: null }, { data: [] }])('of %j are none', async (reply) => {
    expect(await answering(reply).v2.getDocuments('corp', 'PRO-1')).toEqual([])
  })

  it.each(['text', 5, null, true, { data: 'x' }, { data: { other: 1 } }, { other: [] }])(
    'cannot be read from %j',
    async (reply) => {
      await expect(answering(reply).v2.getDocuments('corp', 'PRO-1')).rejects.toMatchObject({
        code: 'upstream-unavailable',
      })
    },
  )
})

describe('seal approvals', () => {
  const approval = {
    approvalName: '用印审批',
    sponsorAccountName: '张三',
    status: 'APPROVING',
    startTime: 1_618_302_600_000,
    sealIdImg: 'https://esignoss.esign.cn/seal.png',
    approvalNodes: [
      {
        approverName: '王五',
        status: 'APPROVING',
        startTime: 1_618_302_600_000,
        approvalTime: '-',
      },
    ],
  }
  const read = {
    name: '用印审批',
    status: 'approving',
    statusCode: 'APPROVING',
    sponsor: '张三',
    startTime: 1_618_302_600_000,
    endTime: null,
    refuseReason: null,
    sealImageUrl: 'https://esignoss.esign.cn/seal.png',
    nodes: [
      {
        approver: '王五',
        status: 'approving',
        statusCode: 'APPROVING',
        startTime: 1_618_302_600_000,
        decisionTime: null,
        decisionTimeText: null,
      },
    ],
  }

  it('are read with their steps', async () => {
    const v2 = answering({ data: [approval] })
    expect(await v2.v2.getSealApprovals('corp', 'PRO-1')).toEqual([read])
    expect(v2.lastCall()?.path).toBe('/v2.0/esign/approvals/PRO-1')
    const v1 = answering(wrapped([approval]))
    const approvals = await v1.v1.getSealApprovals('corp', 'PRO-1')
    expect(approvals.map((each) => sealApprovalSchema.parse(each))).toEqual([read])
    expect(v1.lastCall()?.path).toBe('/v1.0/esign/seals/approval/list?taskId=PRO-1')
  })

  it('have a name for each documented state', async () => {
    const data = ['WAIT', 'APPROVING', 'AGREED', 'REFUSED', 'LOST'].map((status) => ({ status }))
    const approvals = await answering({ data }).v2.getSealApprovals('corp', 'PRO-1')
    expect(approvals.map(({ status }) => status)).toEqual(approvalStatuses)
  })

  it.each([
    [1_618_302_600_000, 1_618_302_600_000, null],
    ['1618302600000', 1_618_302_600_000, null],
    ['1.6183026E12', 1_618_302_600_000, null],
    ['2021-04-13T16:30:00+08:00', 1_618_302_600_000, null],
    ['2021-04-13 08:30:00Z', 1_618_302_600_000, null],
    ['2021-04-13 16:30:00', null, '2021-04-13 16:30:00'],
    ['2021-99-99T16:30:00Z', null, '2021-99-99T16:30:00Z'],
    [' - ', null, null],
    ['', null, null],
    ['0', null, null],
    [0, null, null],
    [null, null, null],
    [undefined, null, null],
    [{}, null, null],
  ])('with the decision time %j have %j (%j)', async (approvalTime, time, words) => {
    const data = [{ approvalNodes: [{ approvalTime }] }]
    const [first] = await answering({ data }).v2.getSealApprovals('corp', 'PRO-1')
    expect(first?.nodes[0]).toMatchObject({ decisionTime: time, decisionTimeText: words })
  })
})

describe('the signing address', () => {
  const page = {
    pcUrl: 'dingtalk://dingtalkclient/page/link?url=a',
    mobileUrl: 'https://a.esign.cn/',
  }

  it('inside DingTalk exists in both generations', async () => {
    const v2 = answering({ ...page, longUrl: '', shortUrl: null })
    expect(await v2.v2.getSignUrl('corp', 'PRO-1')).toEqual(page)
    expect(v2.lastCall()).toMatchObject({
      method: 'POST',
      path: '/v2.0/esign/process/executeUrls',
      body: { taskId: 'PRO-1', signContainer: 1 },
    })
    const v1 = answering(wrapped(page))
    expect(await v1.v1.getSignUrl('corp', 'PRO-1')).toEqual(page)
    expect(v1.lastCall()).toMatchObject({ method: 'POST', path: '/v1.0/esign/signs/notice/url' })
    expect(v1.lastCall()?.body).toEqual({ taskId: 'PRO-1' })
  })

  it('for a browser exists in 2.0 only, for one signer', async () => {
    const { v1, v2, lastCall } = answering({
      longUrl: 'https://smlt.esign.cn/long',
      shortUrl: 'https://smlt.esign.cn/s',
    })
    expect(await v2.getBrowserSignUrl?.('corp', 'PRO-1', { account: '13800000000' })).toEqual({
      longUrl: 'https://smlt.esign.cn/long',
      shortUrl: 'https://smlt.esign.cn/s',
    })
    expect(lastCall()?.body).toEqual({ taskId: 'PRO-1', account: '13800000000', signContainer: 2 })
    expect(v2.capabilities.browserSignUrl).toBe(true)
    expect([v1.getBrowserSignUrl, v1.capabilities.browserSignUrl]).toEqual([null, false])
  })
})

describe('the attachments of an approval', () => {
  it('are read in 2.0 only', async () => {
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
})

describe('a refusal', () => {
  const invalid = 'invalidRequest.invalidAguemnts'

  it.each([
    ['v2', 'getSigners', 'flowNotExists', 'flow-not-found'],
    ['v2', 'getSigners', 'requestParamError', 'flow-not-found'],
    ['v2', 'getSigners', 'getFlowInfoError', 'upstream-rejected'],
    ['v2', 'getDocuments', 'getFlowInfoError', 'flow-not-found'],
    ['v2', 'getDocuments', 'queryFlowDocInfoError', 'upstream-rejected'],
    ['v2', 'getSealApprovals', 'getFlowInfoError', 'flow-not-found'],
    ['v2', 'getSignUrl', 'getFlowInfoError', 'flow-not-found'],
    ['v2', 'getSignUrl', 'getUserInfoFail', 'person-not-found'],
    ['v2', 'getSignUrl', 'getSignUrlError', 'esign-refused'],
    ['v1', 'getSigners', invalid, 'flow-not-found'],
    ['v1', 'getDocuments', invalid, 'flow-not-found'],
    ['v1', 'getSealApprovals', invalid, 'flow-not-found'],
    ['v1', 'getSignUrl', invalid, 'upstream-rejected'],
  ] as const)('by %s of %s with %s is %s', async (generation, name, code, problem) => {
    const esign = refusing(code)[generation]
    await expect(esign[name]('corp', 'PRO-1')).rejects.toMatchObject({ code: problem })
  })
})

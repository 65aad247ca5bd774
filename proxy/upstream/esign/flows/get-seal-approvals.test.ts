import { describe, expect, it } from 'vitest'
import { approvalStatuses } from '#shared/rules/codes/approval-status.ts'
import { sealApprovalSchema } from '#shared/schemas/flow/seal-approval.ts'
import { answering, refusing, wrapped } from '#proxy/upstream/esign/testing/played-esign.ts'

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

it.each([
  ['v2', 'getFlowInfoError', 'flow-not-found'],
  ['v1', 'invalidRequest.invalidAguemnts', 'flow-not-found'],
] as const)('a refusal by %s with %s is %s', async (generation, code, problem) => {
  const esign = refusing(code)[generation]
  await expect(esign.getSealApprovals('corp', 'PRO-1')).rejects.toMatchObject({ code: problem })
})

import { describe, expect, it } from 'vitest'
import { answering, onTheWire, refusing } from '#proxy/upstream/esign/testing/played-esign.ts'
import type { StartAtOnceRequest } from './start-at-once.ts'

const atOnceRequest: StartAtOnceRequest = {
  initiatorUserId: 'zhangsan',
  title: '采购合同',
  files: [
    { fileId: 'file-1', name: '合同.pdf', kind: 'contract' },
    { fileId: 'file-2', name: '附件.pdf', kind: 'attachment' },
  ],
  participants: [
    {
      kind: 'member',
      userId: 'lisi',
      seals: ['personal'],
      order: 1,
      areas: [
        {
          fileId: 'file-1',
          page: '1',
          x: 100.5,
          y: 200,
          seal: 'handler',
          acrossPages: false,
          dateFormat: 'yyyy-MM-dd',
        },
        { seal: 'company', acrossPages: true },
      ],
    },
  ],
  deadline: 1_700_000_000_000,
  ownReference: 'ours-1',
}

describe('a direct start', () => {
  it('sends the signers with their order and their signing areas', async () => {
    const { v2, lastCall } = answering({ taskId: 'PRO_1' })
    expect(await v2.startAtOnce?.('corp', atOnceRequest)).toBe('PRO_1')
    expect(lastCall()).toMatchObject({ method: 'POST', path: '/v2.0/esign/process/startAtOnce' })
    expect(onTheWire(lastCall()?.body)).toEqual({
      initiatorUserId: 'zhangsan',
      taskName: '采购合同',
      files: [
        { fileId: 'file-1', fileName: '合同.pdf', fileType: 1 },
        { fileId: 'file-2', fileName: '附件.pdf', fileType: 2 },
      ],
      participants: [
        {
          accountType: 'DING_USER',
          userId: 'lisi',
          signRequirements: '2',
          signOrder: 1,
          signPosList: [
            {
              fileId: 'file-1',
              page: '1',
              x: 100.5,
              y: 200,
              signRequirement: '2',
              isCrossPage: false,
              needSignDate: true,
              signDate: { format: 'yyyy-MM-dd' },
            },
            { signRequirement: '1', isCrossPage: true, needSignDate: false },
          ],
        },
      ],
      signEndTime: 1_700_000_000_000,
      thirdBizId: 'ours-1',
    })
  })

  it('does not exist in 1.0', () => {
    const { v1, v2 } = answering({})
    expect(v1.startAtOnce).toBeNull()
    expect(v2.startAtOnce).toBeTypeOf('function')
  })

  it.each([
    ['accountNotRealname', 'user-not-real-name-verified', 409],
    ['corpNotRealname', 'corp-not-real-name-verified', 409],
    ['getUserInfoFail', 'person-not-found', 404],
    ['requestParamError', 'input-refused', 422],
    ['createFlowError', 'esign-refused', 502],
    ['getOpenIsvInfoError', 'outcome-unknown', 502],
    ['saveTaskError', 'outcome-unknown', 502],
  ])('refused with %s is %s', async (code, problem, status) => {
    const { v2 } = refusing(code)
    await expect(v2.startAtOnce?.('corp', atOnceRequest)).rejects.toMatchObject({
      code: problem,
      status,
    })
  })

  it.each([
    ['创建流程失败: \u202E套餐\n余量\0不足 ', '创建流程失败: 套餐 余量 不足'],
    ['\n', undefined],
  ])('refused for %j tells the reason as %j', async (message, reason) => {
    const { v2 } = refusing('createFlowError', message)
    const started = v2.startAtOnce?.('corp', atOnceRequest)
    await expect(started).rejects.toMatchObject({ code: 'esign-refused', reason })
  })
})

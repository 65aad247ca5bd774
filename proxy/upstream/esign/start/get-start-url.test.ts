import { describe, expect, it } from 'vitest'
import {
  answering,
  onTheWire,
  refusing,
  wrapped,
} from '#proxy/upstream/esign/testing/played-esign.ts'
import type { StartPageRequest } from './get-start-url.ts'

const page = {
  taskId: 'PRO-1',
  pcUrl: 'https://smlt.esign.cn/pc',
  mobileUrl: 'https://smlt.esign.cn/mobile',
}

const pageRequest: StartPageRequest = {
  initiatorUserId: 'zhangsan',
  title: '采购合同',
  files: [{ fileId: 'file-1', name: '合同.pdf' }],
  participants: [
    { kind: 'member', userId: 'lisi', seals: ['company', 'personal'] },
    {
      kind: 'outsider',
      account: '13800000000',
      name: '周九',
      organization: '云帆',
      seals: ['company'],
    },
    { kind: 'member', userId: 'wangwu' },
  ],
  copies: [{ kind: 'outsider', account: 'a@b.example', name: '吴十' }],
  redirectUrl: 'https://our.example/flows',
  source: { pcUrl: 'https://our.example/pc', text: '采购单 1' },
  autoStart: false,
  ownReference: 'ours-1',
}

const pageBody = {
  initiatorUserId: 'zhangsan',
  taskName: '采购合同',
  files: [{ fileId: 'file-1', fileName: '合同.pdf' }],
  participants: [
    { accountType: 'DING_USER', userId: 'lisi', signRequirements: '1,2' },
    {
      accountType: 'OUTER_USER',
      account: '13800000000',
      accountName: '周九',
      orgName: '云帆',
      signRequirements: '1',
    },
    { accountType: 'DING_USER', userId: 'wangwu' },
  ],
  ccs: [{ accountType: 'OUTER_USER', account: 'a@b.example', accountName: '吴十' }],
  redirectUrl: 'https://our.example/flows',
  sourceInfo: { pcUrl: 'https://our.example/pc', showText: '采购单 1' },
}

describe('starting on a page', () => {
  it('sends everything in 2.0: autoStart as a text, our own id at the top level', async () => {
    const { v2, lastCall } = answering(page)
    expect(await v2.getStartUrl('corp', pageRequest)).toEqual(page)
    expect(lastCall()).toMatchObject({ method: 'POST', path: '/v2.0/esign/processes/startUrls' })
    expect(onTheWire(lastCall()?.body)).toEqual({
      ...pageBody,
      autoStart: 'false',
      thirdBizId: 'ours-1',
    })
  })

  it('leaves out fields that 1.0 does not know', async () => {
    const { v1, lastCall } = answering(wrapped(page))
    expect(await v1.getStartUrl('corp', pageRequest)).toEqual(page)
    expect(lastCall()).toMatchObject({ method: 'POST', path: '/v1.0/esign/process/start' })
    expect(onTheWire(lastCall()?.body)).toEqual(pageBody)
  })

  it('sends no fields that were not given', async () => {
    const { v2, lastCall } = answering(page)
    const files = [{ fileId: 'file-1', name: '合同.pdf' }]
    await v2.getStartUrl('corp', { initiatorUserId: 'zhangsan', files })
    expect(onTheWire(lastCall()?.body)).toEqual({
      initiatorUserId: 'zhangsan',
      files: [{ fileId: 'file-1', fileName: '合同.pdf' }],
    })
  })

  it.each([
    ['v2', 'saveOrgTaskError', 'company-name-required', 422],
    ['v2', 'requestParamError', 'input-refused', 422],
    ['v2', 'serviceError', 'upstream-rejected', 502],
    ['v1', 'invalidRequest.invalidAguemnts', 'input-refused', 422],
  ] as const)('refused by %s with %s is %s', async (generation, code, problem, status) => {
    const esign = refusing(code)[generation]
    await expect(esign.getStartUrl('corp', pageRequest)).rejects.toMatchObject({
      code: problem,
      status,
    })
  })
})

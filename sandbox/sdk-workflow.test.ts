import * as workflow from '@alicloud/dingtalk/dist/workflow_1_0/client.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sandboxCorpId } from './credentials.ts'
import type { SdkHarness } from './testing/sdk-harness.ts'
import { startSdkHarness } from './testing/sdk-harness.ts'

const instance = 'SANDBOX-INSTANCE-1'

let sdk: SdkHarness

beforeAll(async () => {
  sdk = await startSdkHarness()
})
afterAll(() => sdk.close())

async function read(
  processInstanceId: string | undefined,
  xAcsDingtalkAccessToken = sdk.tokens.internal,
) {
  const client = new workflow.default(sdk.config)
  const { body } = await client.getProcessInstanceWithOptions(
    new workflow.GetProcessInstanceRequest({ processInstanceId }),
    new workflow.GetProcessInstanceHeaders({ xAcsDingtalkAccessToken }),
    { toMap: () => ({}) },
  )
  return body
}

describe('getProcessInstance, by the official SDK', () => {
  it('names the originator of an approval and those who decide on it', async () => {
    const body = await read(instance)
    expect(JSON.parse(JSON.stringify(body))).toEqual(sdk.lastAnswer())
    expect(body?.result?.originatorUserId).toBe('lisi')
    expect(body?.result?.tasks?.map(({ userId }) => userId)).toEqual(['wangwu', 'sunli'])
  })

  it('works with the token of a third-party app', async () => {
    expect((await read(instance, sdk.tokens.thirdParty))?.result?.title).toBe('采购合同审批')
  })

  it.each([
    ['an instance that nobody has', 'aflowProcessInstNotExist', () => read('NOBODYS')],
    [
      'one of another organisation',
      'aflowProcessInstNotExist',
      () => read(instance, sdk.tokens.second),
    ],
    ['no instance', 'invalidInstanceId', () => read(undefined)],
    ['a token that nobody handed out', 'InvalidAuthentication', () => read(instance, 'made-up')],
  ])('refuses %s with %s', async (_, code, call) => {
    await expect(call()).rejects.toMatchObject({
      code,
      data: { statusCode: 400, requestid: expect.any(String) },
    })
  })

  it('refuses without the permission, and names it', async () => {
    const accessdenieddetail = { requiredScopes: ['Workflow.Instance.Read'] }
    const code = 'Forbidden.AccessDenied.AccessTokenPermissionDenied'
    const body = { code, message: '应用尚未开通所需的权限', requestid: 'X', accessdenieddetail }
    const fault = { match: '/v1.0/workflow/processInstances', status: 403, body, times: 1 }
    await sdk.control('POST', '/faults', fault)
    await expect(read(instance)).rejects.toMatchObject({ code })
  })
})

describe('addProcessInstanceComment, by the official SDK', () => {
  async function comment(of: Partial<workflow.AddProcessInstanceCommentRequest>) {
    const client = new workflow.default(sdk.config)
    const { body } = await client.addProcessInstanceCommentWithOptions(
      new workflow.AddProcessInstanceCommentRequest({
        processInstanceId: instance,
        commentUserId: 'lisi',
        text: '见合同',
        ...of,
      }),
      new workflow.AddProcessInstanceCommentHeaders({
        xAcsDingtalkAccessToken: sdk.tokens.internal,
      }),
      { toMap: () => ({}) },
    )
    return body
  }

  async function comments(): Promise<unknown> {
    const approvals: unknown = await (await sdk.control('GET', '/approvals')).json()
    return z.record(z.string(), z.object({ comments: z.array(z.unknown()) })).parse(approvals)[
      instance
    ]?.comments
  }

  it('adds a comment of a member', async () => {
    expect((await comment({}))?.success).toBe(true)
    expect(await comments()).toMatchObject([{ userId: 'lisi', text: '见合同' }])
  })

  it.each([
    ['an instance that nobody has', 'aflowProcessInstNotExist', { processInstanceId: 'NOBODYS' }],
    ['a stranger', 'userNotExist', { commentUserId: 'nobody' }],
    ['a text that is too long', 'paramError', { text: '长'.repeat(1025) }],
  ])('refuses %s with %s', async (_, code, of) => {
    await expect(comment(of)).rejects.toMatchObject({ code })
  })

  it('refuses without the permission, and names it', async () => {
    const missingScopes = ['Workflow.Instance.Write']
    await sdk.control('PATCH', `/corps/${sandboxCorpId}`, { missingScopes })
    await expect(comment({})).rejects.toMatchObject({
      code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied',
      accessDeniedDetail: { requiredScopes: missingScopes },
    })
  })
})

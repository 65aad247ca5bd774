import * as workflow from '@alicloud/dingtalk/dist/workflow_1_0/client.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

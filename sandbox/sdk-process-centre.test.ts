import * as workflow from '@alicloud/dingtalk/dist/workflow_1_0/client.js'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sandboxCorpId } from './credentials.ts'
import type { SdkHarness } from './testing/sdk-harness.ts'
import { startSdkHarness } from './testing/sdk-harness.ts'

const url = 'https://contract.example/flows/PRO-1'
const options = { toMap: () => ({}) }

let sdk: SdkHarness
let client: workflow.default

beforeAll(async () => {
  sdk = await startSdkHarness()
  client = new workflow.default(sdk.config)
})
beforeEach(() => sdk.control('POST', '/reset'))
afterAll(() => sdk.close())

/** The SDK has a class of headers for each call; all have the same fields. */
function headers(token = sdk.tokens.thirdParty) {
  return new workflow.SaveProcessHeaders({ xAcsDingtalkAccessToken: token })
}

async function saveTemplate(name = '合同签署进度', processCode?: string, token?: string) {
  const component = new workflow.FormComponent({
    componentType: 'TextField',
    props: new workflow.FormComponentProps({ label: '合同', componentId: 'TextField-title' }),
  })
  const { body } = await client.saveProcessWithOptions(
    new workflow.SaveProcessRequest({ name, processCode, formComponents: [component] }),
    headers(token),
    options,
  )
  return body?.result?.processCode ?? ''
}

async function start(
  processCode: string,
  more: Partial<workflow.SaveIntegratedInstanceRequest> = {},
) {
  const { body } = await client.saveIntegratedInstanceWithOptions(
    new workflow.SaveIntegratedInstanceRequest({
      processCode,
      originatorUserId: 'zhangsan',
      title: '采购合同 2026-118',
      url,
      ...more,
    }),
    headers(),
    options,
  )
  return body?.result?.processInstanceId ?? ''
}

async function addTask(processInstanceId: string, userId = 'lisi', taskUrl = url) {
  const task = new workflow.CreateIntegratedTaskRequestTasks({ userId, url: taskUrl })
  const { body } = await client.createIntegratedTaskWithOptions(
    new workflow.CreateIntegratedTaskRequest({
      processInstanceId,
      activityId: 'sign-2',
      tasks: [task],
    }),
    headers(),
    options,
  )
  return body?.result?.[0]?.taskId ?? 0
}

async function close(processInstanceId: string, taskId: number) {
  const task = new workflow.UpdateIntegratedTaskRequestTasks({
    taskId,
    status: 'COMPLETED',
    result: 'AGREE',
  })
  const { body } = await client.updateIntegratedTaskWithOptions(
    new workflow.UpdateIntegratedTaskRequest({ processInstanceId, tasks: [task] }),
    headers(),
    options,
  )
  return body
}

async function cancel(processInstanceId: string, activityId?: string) {
  const { body } = await client.cancelIntegratedTaskWithOptions(
    new workflow.CancelIntegratedTaskRequest({ processInstanceId, activityId }),
    headers(),
    options,
  )
  return body
}

async function end(processInstanceId: string, status = 'COMPLETED', result = 'agree') {
  const { body } = await client.updateProcessInstanceWithOptions(
    new workflow.UpdateProcessInstanceRequest({ processInstanceId, status, result }),
    headers(),
    options,
  )
  return body
}

async function tasksOf(userId: string, pageSize = 20) {
  const { body } = await client.queryIntegratedTodoTaskWithOptions(
    new workflow.QueryIntegratedTodoTaskRequest({ userId, pageNumber: 1, pageSize }),
    headers(),
    options,
  )
  return body?.result
}

describe('the process centre, by the official SDK', () => {
  it('creates a template, an instance and tasks, and ends them', async () => {
    const processCode = await saveTemplate()
    expect(await saveTemplate('合同签署', processCode)).toBe(processCode)
    const id = await start(processCode)
    const taskId = await addTask(id)
    expect(sdk.lastAnswer()).toEqual({ result: [{ taskId, userId: 'lisi' }], success: true })
    expect((await tasksOf('lisi'))?.list).toMatchObject([
      { taskId, processInstanceId: id, activityId: 'sign-2', status: 'RUNNING' },
    ])
    expect(await close(id, taskId)).toMatchObject({ success: true })
    expect((await tasksOf('lisi'))?.list).toMatchObject([
      { status: 'COMPLETED', result: 'AGREE', finishTime: expect.any(String) },
    ])
    const other = await addTask(id, 'wangwu')
    expect(await cancel(id, 'sign-2')).toMatchObject({ success: true })
    expect((await tasksOf('wangwu'))?.list).toMatchObject([{ taskId: other, status: 'CANCELED' }])
    expect(await end(id)).toMatchObject({ success: true })
  })

  it('finds a template by name', async () => {
    const processCode = await saveTemplate()
    const find = async (name: string) => {
      const request = new workflow.GetProcessCodeByNameRequest({ name })
      return (await client.getProcessCodeByNameWithOptions(request, headers(), options)).body
    }
    expect((await find('合同签署进度'))?.result?.processCode).toBe(processCode)
    await expect(find('另一个')).rejects.toMatchObject({ code: 'processNotExist' })
  })

  it('ends an instance together with its open tasks', async () => {
    const id = await start(await saveTemplate())
    await addTask(id)
    await end(id, 'TERMINATED', 'refuse')
    expect((await tasksOf('lisi'))?.list).toMatchObject([{ status: 'CANCELED' }])
  })

  it.each<[string, string, () => Promise<unknown>]>([
    [
      'a name that is taken',
      'formName.error',
      async () => {
        await saveTemplate()
        await saveTemplate()
      },
    ],
    ['a template of nobody', 'setup.no.permission', () => saveTemplate('合同', 'PROC-NOBODY')],
    ['an unknown template', 'integrated.permission.error', () => start('PROC-NOBODY')],
    [
      'somebody who has left',
      'user.not.exist',
      async () => addTask(await start(await saveTemplate()), 'left'),
    ],
    [
      'an address that is none',
      'task.url.error',
      async () => addTask(await start(await saveTemplate()), 'lisi', 'contract'),
    ],
    ['tasks of no instance', 'integrated.state.invalid', () => addTask('nobody')],
    [
      'tasks of one that has ended',
      'integrated.state.invalid',
      async () => {
        const id = await start(await saveTemplate())
        await end(id)
        await addTask(id)
      },
    ],
    ['the end of no instance', 'process.inst.notExist', () => end('nobody')],
    [
      'a task that is not there',
      'integrated.state.invalid',
      async () => close(await start(await saveTemplate()), 1),
    ],
    [
      'no step to cancel',
      'MissingactivityId',
      async () => cancel(await start(await saveTemplate())),
    ],
    ['a page that is too long', 'InvalidParameter', () => tasksOf('lisi', 41)],
    [
      'a token that nobody handed out',
      'InvalidAuthentication',
      () => saveTemplate('合同', undefined, 'made-up'),
    ],
  ])('refuses %s with %s', async (_, code, call) => {
    await expect(call()).rejects.toMatchObject({ code, data: { statusCode: 400 } })
  })

  it('separates organisations', async () => {
    const processCode = await saveTemplate()
    await expect(saveTemplate('合同', processCode, sdk.tokens.second)).rejects.toMatchObject({
      code: 'setup.no.permission',
    })
  })

  it('refuses without the permission, and names it', async () => {
    const id = await start(await saveTemplate())
    const missingScopes = ['Workflow.Form.Write', 'Workflow.Instance.Write', 'qyapi_aflow']
    await sdk.control('PATCH', `/corps/${sandboxCorpId}`, { missingScopes })
    const refusals: [() => Promise<unknown>, string][] = [
      [() => saveTemplate('另一个'), 'Workflow.Form.Write'],
      [() => start('PROC'), 'Workflow.Instance.Write'],
      [() => end(id), 'Workflow.Instance.Write'],
      [() => addTask(id), 'qyapi_aflow'],
      [() => close(id, 1), 'qyapi_aflow'],
      [() => cancel(id, 'sign-2'), 'qyapi_aflow'],
      [() => tasksOf('lisi'), 'qyapi_aflow'],
    ]
    for (const [call, scope] of refusals) {
      await expect(call()).rejects.toMatchObject({
        code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied',
      })
      expect(sdk.lastAnswer()).toMatchObject({ accessdenieddetail: { requiredScopes: [scope] } })
    }
  })
})

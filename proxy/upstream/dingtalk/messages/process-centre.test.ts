import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sandboxCorpId, secondCorpId } from '#sandbox/played.ts'
import {
  playDingTalk,
  type PlayedDingTalk,
} from '#proxy/upstream/dingtalk/testing/played-dingtalk.ts'
import {
  addProcessTask,
  closeProcessTask,
  endProcess,
  ensureTemplate,
  findProcessTask,
  isBusyProcess,
  isDailyLimit,
  startProcess,
} from './process-centre.ts'

const url = 'https://contract.example/flows/PRO-1'
const template = { name: '合同签署进度', label: '合同' }

const processesSchema = z.object({
  templates: z.array(z.looseObject({ name: z.string() })),
  instances: z.array(z.looseObject({ status: z.string() })),
})

let played: PlayedDingTalk

beforeAll(async () => {
  played = await playDingTalk('third-party')
})
beforeEach(() => played.control('POST', '/reset'))
afterAll(() => played.close())

async function start(): Promise<string> {
  const { client } = played
  const processCode = await ensureTemplate(client, sandboxCorpId, template)
  return startProcess(client, sandboxCorpId, {
    processCode,
    originator: 'zhangsan',
    title: '采购合同',
    url,
    fields: [{ name: '合同', value: '采购合同' }],
  })
}

function taskOf(processId: string) {
  return { processId, activityId: 'turn-1', userId: 'lisi', url, dueAt: null }
}

async function there() {
  return processesSchema.parse(await played.control('GET', '/processes'))
}

describe('the process centre', () => {
  it('has one template per corp, no matter who asks for it', async () => {
    const { client } = played
    const codes = await Promise.all(
      Array.from({ length: 3 }, () => ensureTemplate(client, sandboxCorpId, template)),
    )
    expect(new Set(codes).size).toBe(1)
    await ensureTemplate(client, secondCorpId, template)
    expect((await there()).templates).toHaveLength(2)
  })

  it('shows a task until it is closed, and the process until it ends', async () => {
    const { client } = played
    const processId = await start()
    const taskId = await addProcessTask(client, sandboxCorpId, taskOf(processId), Date.now())
    expect(await findProcessTask(client, sandboxCorpId, taskOf(processId))).toBe(taskId)
    const other = { ...taskOf(processId), activityId: 'turn-2' }
    expect(await findProcessTask(client, sandboxCorpId, other)).toBeNull()
    await closeProcessTask(client, sandboxCorpId, { processId, taskId: taskId ?? 0 }, 'AGREE')
    const end = { status: 'COMPLETED', result: 'agree' } as const
    await endProcess(client, sandboxCorpId, processId, end)
    expect((await there()).instances).toMatchObject([
      { status: 'COMPLETED', tasks: [{ status: 'COMPLETED', result: 'AGREE' }] },
    ])
  })

  it('does not count as changed if DingTalk says it was not', async () => {
    const { client } = played
    const processId = await start()
    const body = { success: false }
    await played.control('POST', '/faults', { match: 'PUT /v1.0/workflow/', body })
    const undone = { code: 'upstream-unavailable' }
    const task = { processId, taskId: 1 }
    await expect(closeProcessTask(client, sandboxCorpId, task, null)).rejects.toMatchObject(undone)
    const end = { status: 'COMPLETED', result: 'agree' } as const
    await expect(endProcess(client, sandboxCorpId, processId, end)).rejects.toMatchObject(undone)
  })

  it('ignores changes to a process that has ended, without failing', async () => {
    const { client } = played
    const processId = await start()
    const end = { status: 'TERMINATED', result: 'refuse' } as const
    await endProcess(client, sandboxCorpId, processId, end)
    await endProcess(client, sandboxCorpId, processId, end)
    await closeProcessTask(client, sandboxCorpId, { processId, taskId: 1 }, null)
    const task = taskOf(processId)
    expect(await addProcessTask(client, sandboxCorpId, task, Date.now())).toBeNull()
  })

  it('names the missing permission', async () => {
    const missingScopes = ['Workflow.Form.Read', 'Workflow.Form.Write']
    await played.control('PATCH', `/corps/${sandboxCorpId}`, { missingScopes })
    await expect(start()).rejects.toMatchObject({
      code: 'upstream-permission',
      requiredScopes: ['Workflow.Form.Read'],
    })
  })

  it.each([
    ['integrated.qps.exceed', isDailyLimit],
    ['integrated.concurrency.error', isBusyProcess],
  ])('recognises %s', async (code, isIt) => {
    const processId = await start()
    const body = { code, message: code, requestid: 'X' }
    const match = '/v1.0/workflow/processCentres/tasks'
    await played.control('POST', '/faults', { match, status: 400, body, times: 1 })
    const adding = addProcessTask(played.client, sandboxCorpId, taskOf(processId), Date.now())
    const error: unknown = await adding.catch((err: unknown) => err)
    expect(isIt(error)).toBe(true)
  })
})

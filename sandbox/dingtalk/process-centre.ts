import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { findPerson } from '#sandbox/state/people.ts'
import { NewHostRefusal } from '#sandbox/protocol/refusals.ts'
import type { World } from '#sandbox/state/state.ts'
import type { CorpTokenHolder } from '#sandbox/state/tokens.ts'
import type { ProcessTask, ProcessInstance } from '#sandbox/state/task-models.ts'

const maxTemplates = 200
const maxTasksPerCall = 20
const maxTasks = 300

const template = z.object({
  name: z.string().min(1).max(200),
  description: z.string().max(300).optional(),
  formComponents: z
    .array(z.object({ componentType: z.string().min(1), props: z.record(z.string(), z.unknown()) }))
    .min(1)
    .max(200),
  processCode: z.string().optional(),
})

const instance = z.object({
  processCode: z.string().min(1),
  originatorUserId: z.string().min(1),
  url: z.string().min(1).max(1024),
  title: z.string().max(64).default(''),
  formComponentValueList: z
    .array(z.object({ name: z.string(), value: z.string() }))
    .max(100)
    .default([]),
})

const tasks = z.object({
  processInstanceId: z.string().min(1),
  activityId: z.string().max(256).default(''),
  tasks: z
    .array(
      z.object({
        userId: z.string().min(1),
        url: z.string().max(1024).optional(),
        dueTimestamp: z.number().optional(),
      }),
    )
    .min(1)
    .max(maxTasksPerCall),
})

const closings = z.object({
  processInstanceId: z.string().min(1),
  tasks: z
    .array(
      z.object({
        taskId: z.number(),
        status: z.enum(['COMPLETED', 'CANCELED']),
        result: z.enum(['AGREE', 'REFUSE']).optional(),
      }),
    )
    .min(1)
    .max(maxTasksPerCall),
})

const cancelling = z.object({
  processInstanceId: z.string().min(1),
  activityId: z.string().optional(),
  activityIds: z.array(z.string()).optional(),
})

const ending = z.object({
  processInstanceId: z.string().min(1),
  status: z.enum(['COMPLETED', 'TERMINATED']),
  result: z.enum(['agree', 'refuse']),
})

function refusal(code: string, message: string): NewHostRefusal {
  return new NewHostRefusal(400, code, message)
}

function parse<Output>(schema: z.ZodType<Output>, body: unknown): Output {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  const name = String(result.error.issues[0]?.path[0] ?? 'body')
  throw refusal(`Missing${name}`, `${name} is mandatory for this action.`)
}

function requireMember(world: World, { corpId }: CorpTokenHolder, userId: string): void {
  const corp = world.state.corps.get(corpId)
  if (corp === undefined || findPerson(corp, userId) === undefined) {
    throw refusal('user.not.exist', '用户不存在')
  }
}

function requireUrl(url: string | undefined): string {
  if (url === undefined || !/^https?:\/\//.test(url))
    throw refusal('task.url.error', '任务地址错误')
  return url
}

function findInstance(world: World, holder: CorpTokenHolder, id: string) {
  const found = world.state.processInstances.find((one) => one.processInstanceId === id)
  return found?.corpId === holder.corpId && found.clientId === holder.clientId ? found : undefined
}

/** The app's process, if it has not ended. @throws NewHostRefusal `integrated.state.invalid` */
function requireRunning(world: World, holder: CorpTokenHolder, id: string): ProcessInstance {
  const found = findInstance(world, holder, id)
  if (found?.status !== 'RUNNING') throw refusal('integrated.state.invalid', '实例已结束或不存在')
  return found
}

/**
 * Creates a template, or changes the one with the given process code (create-or-update-a-template
 * of the process centre). @returns its process code
 */
export function saveTemplate(world: World, holder: CorpTokenHolder, body: unknown): string {
  const { name, processCode } = parse(template, body)
  const { corpId, clientId } = holder
  const { processTemplates } = world.state
  const ofCorp = processTemplates.filter((one) => one.corpId === corpId)
  if (ofCorp.some((one) => one.name === name && one.processCode !== processCode)) {
    throw refusal('formName.error', '模板名称重复')
  }
  const known = ofCorp.find((one) => one.processCode === processCode)
  if (processCode !== undefined && known?.clientId !== clientId) {
    throw refusal('setup.no.permission', '没有权限')
  }
  if (known !== undefined) {
    known.name = name
    return known.processCode
  }
  if (ofCorp.length >= maxTemplates) throw refusal('processes.error', '模板数量超过上限')
  const made = `PROC-${randomUUID().toUpperCase()}`
  processTemplates.push({ processCode: made, corpId, clientId, name })
  return made
}

/** Removes a template of the app, with its processes. @throws NewHostRefusal `setup.no.permission` */
export function removeTemplate(world: World, holder: CorpTokenHolder, processCode: string): void {
  const { corpId, clientId } = holder
  const { processTemplates, processInstances } = world.state
  const isIt = (one: { processCode: string; corpId: string; clientId: string }) =>
    one.processCode === processCode && one.corpId === corpId && one.clientId === clientId
  if (!processTemplates.some(isIt)) throw refusal('setup.no.permission', '没有权限')
  world.state.processTemplates = processTemplates.filter((one) => !isIt(one))
  world.state.processInstances = processInstances.filter((one) => !isIt(one))
}

/** Starts a process. @returns its id */
export function startInstance(world: World, holder: CorpTokenHolder, body: unknown): string {
  const given = parse(instance, body)
  const { corpId, clientId } = holder
  const { processTemplates, processInstances } = world.state
  const known = processTemplates.some(
    (one) =>
      one.processCode === given.processCode && one.corpId === corpId && one.clientId === clientId,
  )
  if (!known) throw refusal('integrated.permission.error', '没有权限使用该模板')
  requireMember(world, holder, given.originatorUserId)
  requireUrl(given.url)
  const processInstanceId = `sandbox-process-${world.nextNumber()}`
  processInstances.push({
    ...given,
    processInstanceId,
    corpId,
    clientId,
    status: 'RUNNING',
    result: null,
    tasks: [],
  })
  return processInstanceId
}

export function addTasks(world: World, holder: CorpTokenHolder, body: unknown): ProcessTask[] {
  const { processInstanceId, activityId, tasks: wanted } = parse(tasks, body)
  const process = requireRunning(world, holder, processInstanceId)
  if (process.tasks.length + wanted.length > maxTasks) {
    throw refusal('integrated.number.exceed', '任务数量超过上限')
  }
  const at = world.now()
  for (const { userId, dueTimestamp } of wanted) {
    requireMember(world, holder, userId)
    if (dueTimestamp !== undefined && dueTimestamp <= at) {
      throw refusal('task.dueTime.error', '截止时间早于当前时间')
    }
  }
  const made = wanted.map(({ userId, url, dueTimestamp }): ProcessTask => {
    return {
      taskId: world.nextNumber(),
      userId,
      url: requireUrl(url ?? process.url),
      activityId,
      dueTimestamp: dueTimestamp ?? null,
      status: 'RUNNING',
      result: null,
      createdAt: at,
      finishedAt: null,
    }
  })
  process.tasks.push(...made)
  return made
}

/** Closes tasks of a process; closed ones stay unchanged. */
export function closeTasks(world: World, holder: CorpTokenHolder, body: unknown): void {
  const { processInstanceId, tasks: closed } = parse(closings, body)
  const process = requireRunning(world, holder, processInstanceId)
  const found = closed.map(({ taskId, ...change }) => {
    const task = process.tasks.find((one) => one.taskId === taskId)
    if (task === undefined) throw refusal('integrated.state.invalid', '任务不存在')
    return { task, ...change }
  })
  for (const { task, status, result = null } of found) {
    if (task.status !== 'RUNNING') continue
    Object.assign(task, { status, result, finishedAt: world.now() })
  }
}

export function cancelSteps(world: World, holder: CorpTokenHolder, body: unknown): void {
  const { processInstanceId, activityId, activityIds = [] } = parse(cancelling, body)
  const steps = activityId === undefined ? activityIds : [activityId, ...activityIds]
  if (steps.length === 0) {
    throw refusal('MissingactivityId', 'activityId is mandatory for this action.')
  }
  const process = requireRunning(world, holder, processInstanceId)
  cancelTasks(world, process, (task) => steps.includes(task.activityId))
}

export function endInstance(world: World, holder: CorpTokenHolder, body: unknown): void {
  const { processInstanceId, status, result } = parse(ending, body)
  if (findInstance(world, holder, processInstanceId) === undefined) {
    throw refusal('process.inst.notExist', '审批实例不存在')
  }
  const process = requireRunning(world, holder, processInstanceId)
  Object.assign(process, { status, result })
  cancelTasks(world, process, () => true)
}

function cancelTasks(
  world: World,
  process: ProcessInstance,
  isMeant: (task: ProcessTask) => boolean,
): void {
  for (const task of process.tasks) {
    if (task.status !== 'RUNNING' || !isMeant(task)) continue
    Object.assign(task, { status: 'CANCELED', finishedAt: world.now() })
  }
}

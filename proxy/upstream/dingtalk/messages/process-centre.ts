import { z } from 'zod'
import { replyAs } from '#proxy/upstream/dingtalk/client/reply-as.ts'
import type { DingTalkClient } from '#proxy/upstream/dingtalk/client/client.ts'
import { UpstreamRefusal } from '#proxy/upstream/dingtalk/client/upstream-refusal.ts'
import { requireDone } from './require-done.ts'
import { noteSettled } from '#proxy/upstream/settled.ts'

/**
 * The process centre (流程中心) shows processes outside of DingTalk as approvals with tasks
 * (oa-access-process). People are user ids, times epoch milliseconds.
 */

/** A process about one flow. */
export type NewProcess = {
  processCode: string
  originator: string
  title: string
  url: string
  /** By the label of the template's field. */
  fields: readonly { name: string; value: string }[]
}

export type NewProcessTask = {
  processId: string
  /** Distinguishes the task from others of its process. */
  activityId: string
  userId: string
  url: string
  /** Null without a due time; a past one is not sent. */
  dueAt: number | null
}

const folder = '/v1.0/workflow/processCentres'
const maxTitleLength = 64
const maxPages = 25
const pageSize = 40

const codeSchema = z.object({ result: z.object({ processCode: z.string().min(1) }) })

function isRefusedWith(error: unknown, codes: readonly string[]): boolean {
  return error instanceof UpstreamRefusal && codes.includes(error.upstreamCode)
}

/**
 * The code of the corp's template with this name: `GET …/schemaNames/processCodes`; null if there
 * is none.
 */
async function findTemplate(
  client: DingTalkClient,
  corpId: string,
  name: string,
): Promise<string | null> {
  const api = `${folder}/schemaNames/processCodes`
  try {
    const reply = await client.callApi(corpId, {
      method: 'GET',
      api,
      path: `${api}?name=${encodeURIComponent(name)}`,
      scope: 'Workflow.Form.Read',
    })
    return codeSchema.safeParse(reply).data?.result.processCode ?? null
  } catch (error) {
    if (error instanceof UpstreamRefusal) return null
    throw error
  }
}

/**
 * The code of the corp's template, which is created if missing: `POST …/schemas`. Names are unique
 * in a corp, so concurrent calls get the same one.
 * @throws ProblemError `upstream-permission` among them
 */
export async function ensureTemplate(
  client: DingTalkClient,
  corpId: string,
  { name, label }: { name: string; label: string },
): Promise<string> {
  const known = await findTemplate(client, corpId, name)
  if (known !== null) return known
  try {
    const props = { label, componentId: 'TextField-title', required: true }
    const reply = await client.callApi(corpId, {
      method: 'POST',
      api: `${folder}/schemas`,
      body: { name, formComponents: [{ componentType: 'TextField', props }] },
      scope: 'Workflow.Form.Write',
    })
    return replyAs(codeSchema, reply, 'a process code').result.processCode
  } catch (error) {
    const taken = isRefusedWith(error, ['formName.error'])
    const found = taken ? await findTemplate(client, corpId, name) : null
    if (found !== null) return found
    throw error
  }
}

const processSchema = z.object({ result: z.object({ processInstanceId: z.string().min(1) }) })

/**
 * Starts a process: `POST …/instances`. Not idempotent.
 * @returns its id
 * @throws ProblemError `upstream-permission` and `upstream-quota` among them
 */
export async function startProcess(
  client: DingTalkClient,
  corpId: string,
  process: NewProcess,
): Promise<string> {
  const { processCode, originator, title, url, fields } = process
  const call = client.callApi(corpId, {
    method: 'POST',
    api: `${folder}/instances`,
    body: {
      processCode,
      originatorUserId: originator,
      title: title.slice(0, maxTitleLength),
      url,
      formComponentValueList: fields,
    },
    scope: 'Workflow.Instance.Write',
  })
  return replyAs(processSchema, await call, 'a process').result.processInstanceId
}

const taskId = z.union([
  z.number(),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
])

const madeSchema = z.object({ result: z.tuple([z.object({ taskId })]).rest(z.unknown()) })

/**
 * Gives a person a task of a process: `POST …/tasks`. Not idempotent; see `findProcessTask`.
 * @returns its id; null if the process has ended
 * @throws ProblemError `upstream-permission` among them
 */
export async function addProcessTask(
  client: DingTalkClient,
  corpId: string,
  task: NewProcessTask,
  now: number,
): Promise<number | null> {
  const { processId, activityId, userId, url, dueAt } = task
  const due = dueAt === null || dueAt <= now ? {} : { dueTimestamp: dueAt }
  try {
    const reply = await client.callApi(corpId, {
      method: 'POST',
      api: `${folder}/tasks`,
      body: { processInstanceId: processId, activityId, tasks: [{ userId, url, ...due }] },
      scope: 'qyapi_aflow',
    })
    return replyAs(madeSchema, reply, 'a task').result[0].taskId
  } catch (error) {
    if (isRefusedWith(error, endedCodes)) return null
    throw error
  }
}

/** The process has ended, or does not exist. */
const endedCodes = ['integrated.state.invalid', 'process.inst.notExist']

const tasksSchema = z.object({
  result: z.object({
    hasMore: z.boolean().catch(false),
    list: z
      .array(
        z.object({
          taskId,
          processInstanceId: z.string().catch(''),
          activityId: z.string().nullish().catch(null),
        }),
      )
      .catch([]),
  }),
})

/**
 * The id of a person's task, to find out whether a call created it: `GET …/todoTasks`.
 * @returns null if there is none
 * @throws ProblemError `upstream-permission` among them
 */
export async function findProcessTask(
  client: DingTalkClient,
  corpId: string,
  { processId, activityId, userId }: Pick<NewProcessTask, 'processId' | 'activityId' | 'userId'>,
): Promise<number | null> {
  const api = `${folder}/todoTasks`
  for (let page = 1; page <= maxPages; page += 1) {
    const query = new URLSearchParams({
      userId,
      pageNumber: String(page),
      pageSize: String(pageSize),
    })
    const reply = await client.callApi(corpId, {
      method: 'GET',
      api,
      path: `${api}?${query.toString()}`,
      scope: 'qyapi_aflow',
    })
    const parsed = tasksSchema.safeParse(reply).data?.result
    const task = parsed?.list.find(
      (one) => one.processInstanceId === processId && one.activityId === activityId,
    )
    if (task !== undefined) return task.taskId
    if (parsed?.hasMore !== true) return null
  }
  return null
}

/** Ignores the refusal of an ended process, which has nothing left to close. */
async function unlessEnded(call: Promise<unknown>): Promise<void> {
  try {
    requireDone(await call)
  } catch (error) {
    if (!isRefusedWith(error, endedCodes)) throw error
  }
}

/**
 * Closes a task: `PUT …/tasks`.
 * @param result the person's decision; null cancels the task
 * @throws ProblemError `upstream-permission` among them
 */
export function closeProcessTask(
  client: DingTalkClient,
  corpId: string,
  task: { processId: string; taskId: number },
  result: 'AGREE' | 'REFUSE' | null,
): Promise<void> {
  const closed = result === null ? { status: 'CANCELED' } : { status: 'COMPLETED', result }
  return unlessEnded(
    client.callApi(corpId, {
      method: 'PUT',
      api: `${folder}/tasks`,
      body: { processInstanceId: task.processId, tasks: [{ taskId: task.taskId, ...closed }] },
      scope: 'qyapi_aflow',
    }),
  )
}

/**
 * Ends a process: `PUT …/instances`.
 * @throws ProblemError `upstream-permission` among them
 */
export function endProcess(
  client: DingTalkClient,
  corpId: string,
  processId: string,
  end: { status: 'COMPLETED' | 'TERMINATED'; result: 'agree' | 'refuse' },
): Promise<void> {
  return unlessEnded(
    client.callApi(corpId, {
      method: 'PUT',
      api: `${folder}/instances`,
      body: { processInstanceId: processId, ...end },
      scope: 'Workflow.Instance.Write',
    }),
  )
}

/** DingTalk's daily limit of these calls is reached; its size is not documented. */
export function isDailyLimit(error: unknown): boolean {
  const isReached = isRefusedWith(error, ['integrated.qps.exceed'])
  if (isReached) noteSettled('process-daily-limit', 'reached')
  return isReached
}

/** Whether a start may have been refused because its template or originator no longer exists. */
export function isRefusedStart(error: unknown): boolean {
  return error instanceof UpstreamRefusal && !isDailyLimit(error) && !isBusyProcess(error)
}

/** Another call about the same process is running. */
export function isBusyProcess(error: unknown): boolean {
  return isRefusedWith(error, ['integrated.concurrency.error'])
}

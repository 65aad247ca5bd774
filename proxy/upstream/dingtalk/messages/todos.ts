import { z } from 'zod'
import { ProblemError } from '#proxy/base/problem.ts'
import { replyAs } from '#proxy/upstream/dingtalk/client/reply-as.ts'
import type { DingTalkClient } from '#proxy/upstream/dingtalk/client/client.ts'
import { UpstreamRefusal } from '#proxy/upstream/dingtalk/client/upstream-refusal.ts'
import { requireDone } from './require-done.ts'
import { noteSettled } from '#proxy/upstream/settled.ts'

/** A to-do (待办) of an internal app. People are union ids, times epoch milliseconds. */
export type NewTodo = {
  /** DingTalk makes only one to-do of it. */
  sourceId: string
  subject: string
  creator: string
  executor: string
  /** Null without a due time; a past one is not sent. */
  dueAt: number | null
  /** Pages that it opens on phones and on PC; they cannot be changed later. */
  links: { app: string; pc: string }
  /** Shown below the subject. */
  fields: readonly { name: string; value: string }[]
}

const folder = '/v1.0/todo/users/{unionId}'
const writeScope = 'Todo.Todo.Write'
const readScope = 'Todo.Todo.Read'

/** DingTalk's limit for a subject is in characters, and a contract's title is shorter. */
const maxSubjectLength = 1024
/** DingTalk's limit for a field is in bytes; a character has at most four. */
const maxFieldLength = 1024 / 4

const todoSchema = z.object({ id: z.string().min(1) })

function pathOf(unionId: string, rest: string): string {
  return `/v1.0/todo/users/${encodeURIComponent(unionId)}/${rest}`
}

function operatedBy(unionId: string): string {
  return `?operatorId=${encodeURIComponent(unionId)}`
}

/** DingTalk's message about a to-do that it refuses; null for any other error. */
function refusedWith(error: unknown, operation: string): string | null {
  if (!(error instanceof UpstreamRefusal)) return null
  if (error.upstreamCode !== `todo.${operation}.paramError`) return null
  const parsed = z.object({ message: z.string() }).safeParse(error.cause)
  return parsed.data?.message ?? ''
}

const notFoundText = /not\s*exist|不存在/i

/** `task exist` is documented; longer texts have been seen. */
function isDuplicate(message: string): boolean {
  return /exist|已存在/i.test(message) && !notFoundText.test(message)
}

/**
 * Creates a to-do without notifying the person: `POST /v1.0/todo/users/{unionId}/tasks`
 * (add-dingtalk-to-do-task). Idempotent, as DingTalk makes one of each `sourceId`.
 * @returns its id; `not-by-app` for a third-party app, which needs a token of the person; `exists`
 * if there is one of this `sourceId`, see `findTodo`; `locked` while another call creates it
 * @throws ProblemError `person-not-found`, `upstream-permission` and `upstream-throttled` among
 * them
 */
export async function createTodo(
  client: DingTalkClient,
  corpId: string,
  todo: NewTodo,
  now: number,
): Promise<{ id: string } | 'exists' | 'locked' | 'not-by-app'> {
  const { sourceId, subject, creator, executor, dueAt, links, fields } = todo
  const body = {
    sourceId,
    subject: subject.slice(0, maxSubjectLength),
    creatorId: creator,
    executorIds: [executor],
    ...(dueAt === null || dueAt <= now ? {} : { dueTime: dueAt }),
    detailUrl: { appUrl: links.app, pcUrl: links.pc },
    contentFieldList: fields.map(({ name, value }) => ({
      fieldKey: name,
      fieldValue: value.slice(0, maxFieldLength),
    })),
    isOnlyShowExecutor: true,
    priority: 20,
    // e签宝 sends its own message.
    notifyConfigs: { dingNotify: '0', sendTodoApn: 'false', sendAssistantChat: 'false' },
  }
  try {
    const reply = await client.callApi(corpId, {
      method: 'POST',
      api: `${folder}/tasks`,
      path: pathOf(creator, `tasks${operatedBy(creator)}`),
      body,
      scope: writeScope,
    })
    return replyAs(todoSchema, reply, 'a to-do')
  } catch (error) {
    const code = error instanceof UpstreamRefusal ? error.upstreamCode : null
    if (code === 'todo.taskCreate.lockError') return 'locked'
    if (code === 'todo.taskCreate.tokenTypeError') {
      noteSettled('todo-by-app', 'refused')
      return 'not-by-app'
    }
    const message = refusedWith(error, 'taskCreate')
    if (message === null) throw error
    if (isDuplicate(message)) {
      noteSettled('todo-exists-text', message === 'task exist' ? 'documented' : 'other')
      return 'exists'
    }
    if (/user|executor|creator|用户|员工/i.test(message) && notFoundText.test(message))
      throw new ProblemError('person-not-found', 'DingTalk knows no such person for a to-do.', {
        cause: error,
      })
    throw error
  }
}

/** Resolves with false if the call is refused because the to-do is gone. */
async function updateIfFound(call: Promise<unknown>, operation: string): Promise<boolean> {
  try {
    requireDone(await call)
    return true
  } catch (error) {
    const message = refusedWith(error, operation)
    if (message !== null && notFoundText.test(message)) return false
    throw error
  }
}

/**
 * Marks a to-do as done for its only executor: `PUT …/tasks/{taskId}/executorStatus`
 * (update-dingtalk-to-do-status).
 * @returns false if the to-do no longer exists
 * @throws ProblemError `upstream-permission` among them
 */
export function finishTodo(
  client: DingTalkClient,
  corpId: string,
  { id, executor }: { id: string; executor: string },
): Promise<boolean> {
  const call = client.callApi(corpId, {
    method: 'PUT',
    api: `${folder}/tasks/{taskId}/executorStatus`,
    path: pathOf(executor, `tasks/${encodeURIComponent(id)}/executorStatus${operatedBy(executor)}`),
    body: { executorStatusList: [{ id: executor, isDone: true }] },
    scope: writeScope,
  })
  return updateIfFound(call, 'taskExecutorStatusUpdate')
}

/**
 * Changes subject and due time: `PUT …/tasks/{taskId}` (update-dingtalk-to-do-tasks). A due time
 * can be set but not removed.
 * @returns false if the to-do no longer exists
 * @throws ProblemError `upstream-permission` among them
 */
export function changeTodo(
  client: DingTalkClient,
  corpId: string,
  { id, creator }: { id: string; creator: string },
  { subject, dueAt }: { subject: string; dueAt: number | null },
  now: number,
): Promise<boolean> {
  const call = client.callApi(corpId, {
    method: 'PUT',
    api: `${folder}/tasks/{taskId}`,
    path: pathOf(creator, `tasks/${encodeURIComponent(id)}${operatedBy(creator)}`),
    body: {
      subject: subject.slice(0, maxSubjectLength),
      ...(dueAt === null || dueAt <= now ? {} : { dueTime: dueAt }),
    },
    scope: writeScope,
  })
  return updateIfFound(call, 'taskUpdate')
}

const pageSchema = z.object({
  nextToken: z.string().nullish().catch(null),
  todoCards: z
    .array(z.object({ taskId: z.string().min(1), sourceId: z.string().nullish().catch(null) }))
    .catch([]),
})

/** Pages of a person's open to-dos that are searched. */
const maxPages = 20

/**
 * The id of the to-do of a `sourceId`: `GET …/tasks/sources/{sourceId}`, which only the SDK
 * documents, or else a search of the executor's open ones, `POST …/org/tasks/query`
 * (query-the-to-do-list-of-enterprise-users).
 * @returns null if neither finds it
 * @throws ProblemError `upstream-permission` among them
 */
export async function findTodo(
  client: DingTalkClient,
  corpId: string,
  { sourceId, creator, executor }: Pick<NewTodo, 'sourceId' | 'creator' | 'executor'>,
): Promise<string | null> {
  try {
    const reply = await client.callApi(corpId, {
      method: 'GET',
      api: `${folder}/tasks/sources/{sourceId}`,
      path: pathOf(creator, `tasks/sources/${encodeURIComponent(sourceId)}`),
      scope: readScope,
    })
    const found = todoSchema.safeParse(reply)
    noteSettled('todo-by-source-id', found.success ? 'answered' : 'refused')
    if (found.success) return found.data.id
  } catch (error) {
    const isRefused = error instanceof ProblemError && searchable.has(error.code)
    if (!isRefused) throw error
    noteSettled('todo-by-source-id', 'refused')
  }
  return findOpenTodo(client, corpId, sourceId, executor)
}

/** Ways in which the undocumented call may be refused. */
const searchable: ReadonlySet<string> = new Set(['upstream-permission', 'upstream-rejected'])

async function findOpenTodo(
  client: DingTalkClient,
  corpId: string,
  sourceId: string,
  executor: string,
): Promise<string | null> {
  let nextToken = '0'
  for (let page = 0; page < maxPages; page += 1) {
    const reply = await client.callApi(corpId, {
      method: 'POST',
      api: `${folder}/org/tasks/query`,
      path: pathOf(executor, 'org/tasks/query'),
      body: { nextToken, isDone: false, roleTypes: [['executor']] },
      changesState: false,
      scope: readScope,
    })
    const parsed = pageSchema.safeParse(reply).data
    const card = parsed?.todoCards.find((one) => one.sourceId === sourceId)
    if (card !== undefined) return card.taskId
    const following = parsed?.nextToken ?? ''
    if (following === '' || following === 'null' || following === nextToken) return null
    nextToken = following
  }
  return null
}

import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { Corp } from '#sandbox/state/people.ts'
import { NewHostRefusal } from '#sandbox/protocol/refusals.ts'
import type { World } from '#sandbox/state/state.ts'
import type { CorpTokenHolder } from '#sandbox/state/tokens.ts'
import type { Todo } from '#sandbox/state/task-models.ts'

/** The calling app, its organisation, and the member whose to-dos the path names. */
export type TodoCall = { holder: CorpTokenHolder; corp: Corp; unionId: string }

const maxSubjectLength = 1024
const maxDescriptionLength = 4096
const maxPeople = 100
/** Bytes. */
const maxUrlLength = 1024
/** How long a `sourceId` is locked while its to-do is created. */
const lockMs = 10
const perPage = 20

const newTodo = z.object({
  subject: z.string().min(1),
  sourceId: z.string().optional(),
  creatorId: z.string().optional(),
  description: z.string().default(''),
  dueTime: z.number().optional(),
  executorIds: z.array(z.string()).default([]),
  participantIds: z.array(z.string()).default([]),
  detailUrl: z.object({ appUrl: z.string(), pcUrl: z.string() }),
  contentFieldList: z.array(z.object({ fieldKey: z.string(), fieldValue: z.string() })).default([]),
  isOnlyShowExecutor: z.boolean().default(false),
  priority: z.number().default(20),
  notifyConfigs: z.record(z.string(), z.string()).default({}),
  todoType: z.enum(['TODO', 'READ']).default('TODO'),
})

const todoChanges = z.object({
  subject: z.string().min(1).optional(),
  description: z.string().optional(),
  dueTime: z.number().optional(),
  done: z.boolean().optional(),
  executorIds: z.array(z.string()).optional(),
  participantIds: z.array(z.string()).optional(),
})

const statusChanges = z.object({
  executorStatusList: z.array(z.object({ id: z.string(), isDone: z.boolean() })).min(1),
})

const todoQuery = z.object({
  nextToken: z.string().default('0'),
  isDone: z.boolean().optional(),
  todoType: z.string().optional(),
  roleTypes: z.array(z.array(z.enum(['executor', 'creator', 'participant']))).optional(),
})

type Operation = 'taskCreate' | 'taskUpdate' | 'taskExecutorStatusUpdate' | 'taskDelete'

function refusal(operation: Operation | 'taskGet' | 'orgTaskQuery', message: string) {
  return new NewHostRefusal(400, `todo.${operation}.paramError`, message)
}

function parse<Output>(
  schema: z.ZodType<Output>,
  body: unknown,
  operation: Operation | 'orgTaskQuery',
): Output {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  throw refusal(operation, `${result.error.issues[0]?.path.join('.') ?? 'body'} is invalid`)
}

function requirePeople(corp: Corp, unionIds: readonly string[], operation: Operation): void {
  const known = new Set(corp.people.map(({ unionId }) => unionId))
  const stranger = unionIds.find((id) => !known.has(id))
  if (stranger !== undefined) throw refusal(operation, `user not exist: ${stranger}`)
}

type Limited = {
  subject?: string | undefined
  description?: string | undefined
  dueTime?: number | undefined
  executorIds?: string[] | undefined
  participantIds?: string[] | undefined
}

function requireLimits(world: World, todo: Limited, operation: Operation): void {
  const { subject = '', description = '', dueTime, executorIds = [], participantIds = [] } = todo
  if (subject.length > maxSubjectLength) throw refusal(operation, 'subject is oversize')
  if (description.length > maxDescriptionLength) throw refusal(operation, 'description is oversize')
  if (executorIds.length > maxPeople) throw refusal(operation, 'executors is oversize')
  if (participantIds.length > maxPeople) throw refusal(operation, 'participants is oversize')
  if (dueTime !== undefined && dueTime <= world.now()) {
    throw refusal(operation, 'dueTime is invalid')
  }
}

function isOf(todo: Todo, { holder, corp }: TodoCall): boolean {
  return !todo.isDeleted && todo.corpId === corp.corpId && todo.clientId === holder.clientId
}

/**
 * add-dingtalk-to-do-task. A third-party app is always refused: it would need a user's token, which
 * the sandbox does not issue.
 */
export async function createTodo(world: World, call: TodoCall, body: unknown): Promise<Todo> {
  const { holder, corp, unionId } = call
  if (holder.kind !== 'internal') {
    throw new NewHostRefusal(400, 'todo.taskCreate.tokenTypeError', 'token type is not match')
  }
  const given = parse(newTodo, body, 'taskCreate')
  const { executorIds, creatorId = unionId, sourceId, dueTime, ...rest } = given
  requireLimits(world, given, 'taskCreate')
  for (const url of Object.values(given.detailUrl)) {
    if (Buffer.byteLength(url) > maxUrlLength) throw refusal('taskCreate', 'detailUrl is invalid')
  }
  requirePeople(corp, [unionId, creatorId, ...executorIds, ...given.participantIds], 'taskCreate')
  const { state } = world
  if (sourceId !== undefined) {
    const lock = JSON.stringify([corp.corpId, holder.clientId, sourceId])
    if (state.todoLocks.has(lock)) {
      throw new NewHostRefusal(400, 'todo.taskCreate.lockError', 'lock error')
    }
    state.todoLocks.add(lock)
    await delay(lockMs, undefined, { ref: false })
    state.todoLocks.delete(lock)
    if (state.todos.some((todo) => isOf(todo, call) && todo.sourceId === sourceId)) {
      throw refusal('taskCreate', 'task exist')
    }
  }
  const at = world.now()
  const todo: Todo = {
    ...rest,
    id: `task${world.nextNumber()}`,
    corpId: corp.corpId,
    clientId: holder.clientId,
    sourceId: sourceId ?? null,
    creatorId,
    executors: executorIds.map((id) => ({ id, isDone: false })),
    dueTime: dueTime ?? null,
    done: false,
    createdTime: at,
    modifiedTime: at,
    finishTime: null,
    isDeleted: false,
  }
  state.todos.push(todo)
  return todo
}

function requireTodo(world: World, call: TodoCall, id: string, operation: Operation): Todo {
  const todo = world.state.todos.find((one) => one.id === id && isOf(one, call))
  if (todo === undefined) throw refusal(operation, 'task not exist')
  return todo
}

function finish(world: World, todo: Todo, done: boolean): void {
  todo.done = done
  todo.finishTime = done ? world.now() : null
}

/** Changes a to-do (update-dingtalk-to-do-tasks), except for its link and priority. */
export function updateTodo(world: World, call: TodoCall, id: string, body: unknown): void {
  const todo = requireTodo(world, call, id, 'taskUpdate')
  const changes = parse(todoChanges, body, 'taskUpdate')
  requireLimits(world, changes, 'taskUpdate')
  const { executorIds, participantIds = todo.participantIds, done } = changes
  requirePeople(call.corp, [...(executorIds ?? []), ...participantIds], 'taskUpdate')
  const known = new Map(todo.executors.map((executor) => [executor.id, executor]))
  if (executorIds !== undefined) {
    todo.executors = executorIds.map((one) => known.get(one) ?? { id: one, isDone: false })
  }
  todo.participantIds = participantIds
  todo.subject = changes.subject ?? todo.subject
  todo.description = changes.description ?? todo.description
  todo.dueTime = changes.dueTime ?? todo.dueTime
  if (done !== undefined) {
    finish(world, todo, done)
    for (const executor of todo.executors) executor.isDone = done
  }
  todo.modifiedTime = world.now()
}

/** Notes which executors have done their part (update-dingtalk-to-do-status). */
export function setExecutorStatus(world: World, call: TodoCall, id: string, body: unknown): void {
  const operation = 'taskExecutorStatusUpdate'
  const todo = requireTodo(world, call, id, operation)
  const { executorStatusList } = parse(statusChanges, body, operation)
  for (const { id: unionId, isDone } of executorStatusList) {
    const executor = todo.executors.find((one) => one.id === unionId)
    if (executor === undefined) throw refusal(operation, 'executor not exist')
    executor.isDone = isDone
  }
  finish(
    world,
    todo,
    todo.executors.every(({ isDone }) => isDone),
  )
  todo.modifiedTime = world.now()
}

/** Deletes a to-do (delete-dingtalk-to-do-tasks). */
export function deleteTodo(world: World, call: TodoCall, id: string): void {
  requireTodo(world, call, id, 'taskDelete').isDeleted = true
}

export function todoBySource(world: World, call: TodoCall, sourceId: string): Todo {
  const todo = world.state.todos.find((one) => isOf(one, call) && one.sourceId === sourceId)
  if (todo === undefined) throw refusal('taskGet', 'task not exist')
  return todo
}

function hasRole(todo: Todo, unionId: string, role: string): boolean {
  if (role === 'creator') return todo.creatorId === unionId
  if (role === 'participant') return todo.participantIds.includes(unionId)
  return todo.executors.some(({ id }) => id === unionId)
}

/** Whether the whole to-do is done, or this person's part of it. */
export function isDoneFor(todo: Todo, unionId: string): boolean {
  return todo.done || todo.executors.some(({ id, isDone }) => id === unionId && isDone)
}

/** A page of a person's to-dos in the organisation (query-the-to-do-list-of-enterprise-users). */
export function queryTodos(
  world: World,
  { corp, unionId }: TodoCall,
  body: unknown,
): { todos: Todo[]; nextToken: string | undefined } {
  const {
    nextToken,
    isDone,
    todoType,
    roleTypes = [['executor']],
  } = parse(todoQuery, body, 'orgTaskQuery')
  if (!/^\d{1,6}$/.test(nextToken)) throw refusal('orgTaskQuery', 'nextToken is invalid')
  const found = world.state.todos.filter(
    (todo) =>
      !todo.isDeleted &&
      todo.corpId === corp.corpId &&
      roleTypes.some((roles) => roles.every((role) => hasRole(todo, unionId, role))) &&
      (isDone === undefined || isDoneFor(todo, unionId) === isDone) &&
      (todoType === undefined || todo.todoType === todoType),
  )
  const from = Number(nextToken)
  const hasMore = found.length > from + perPage
  return {
    todos: found.slice(from, from + perPage),
    nextToken: hasMore ? String(from + perPage) : undefined,
  }
}

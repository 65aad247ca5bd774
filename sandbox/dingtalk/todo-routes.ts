import { Hono } from 'hono'
import { newHostRequestId } from '#sandbox/protocol/refusals.ts'
import type { SandboxContext, SandboxEnv } from '#sandbox/protocol/request-body.ts'
import { parseJsonObject } from '#sandbox/protocol/request-body.ts'
import type { World } from '#sandbox/state/state.ts'
import { requireCorpToken } from './sign-in/access-tokens.ts'
import { tokenHeader } from '#sandbox/state/tokens.ts'
import { requireScope } from './scopes.ts'
import type { Todo } from '#sandbox/state/task-models.ts'
import {
  createTodo,
  deleteTodo,
  isDoneFor,
  queryTodos,
  setExecutorStatus,
  todoBySource,
  updateTodo,
  type TodoCall,
} from './todos.ts'

/** The fields of a to-do read by its id or its `sourceId`. */
function fieldsOf(todo: Todo) {
  const { id, sourceId, subject, description, creatorId, dueTime, finishTime, done } = todo
  return {
    id,
    sourceId: sourceId ?? undefined,
    subject,
    description,
    source: todo.clientId,
    bizTag: bizTagOf(todo),
    requestId: newHostRequestId(),
    done,
    createdTime: todo.createdTime,
    modifiedTime: todo.modifiedTime,
    startTime: todo.createdTime,
    dueTime: dueTime ?? undefined,
    finishTime: finishTime ?? undefined,
    creatorId,
    modifierId: creatorId,
    executorIds: todo.executors.map((executor) => executor.id),
    participantIds: todo.participantIds,
    detailUrl: todo.detailUrl,
    isOnlyShowExecutor: todo.isOnlyShowExecutor,
    priority: todo.priority,
  }
}

function bizTagOf({ clientId }: Todo): string {
  return `app-${clientId}`
}

/** To-dos (`/v1.0/todo`): what the SDK's module todo_1_0 calls. */
export function todoRoutes(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()

  function callOf(c: SandboxContext, scope: string): TodoCall {
    const holder = requireCorpToken(world.tokens, c.req.header(tokenHeader))
    const corp = requireScope(world, holder, scope)
    return { holder, corp, unionId: c.req.param('unionId') ?? '' }
  }

  const bodyOf = (c: SandboxContext) => parseJsonObject(c.get('bodyText')) ?? {}
  const write = 'Todo.Todo.Write'
  const read = 'Todo.Todo.Read'

  app.post('/users/:unionId/tasks', async (c) => {
    const todo = await createTodo(world, callOf(c, write), bodyOf(c))
    const { contentFieldList, notifyConfigs } = todo
    const { dingNotify } = notifyConfigs
    return c.json({ ...fieldsOf(todo), contentFieldList, notifyConfigs: { dingNotify } })
  })

  app.put('/users/:unionId/tasks/:taskId', (c) => {
    updateTodo(world, callOf(c, write), c.req.param('taskId'), bodyOf(c))
    return c.json({ result: true })
  })

  app.put('/users/:unionId/tasks/:taskId/executorStatus', (c) => {
    setExecutorStatus(world, callOf(c, write), c.req.param('taskId'), bodyOf(c))
    return c.json({ result: true })
  })

  app.delete('/users/:unionId/tasks/:taskId', (c) => {
    deleteTodo(world, callOf(c, write), c.req.param('taskId'))
    return c.json({ result: true, requestId: newHostRequestId() })
  })

  app.get('/users/:unionId/tasks/sources/:sourceId', (c) => {
    const todo = todoBySource(world, callOf(c, read), c.req.param('sourceId'))
    return c.json({ ...fieldsOf(todo), tenantId: todo.corpId, tenantType: 'ORG' })
  })

  app.post('/users/:unionId/org/tasks/query', (c) => {
    const call = callOf(c, read)
    const { todos, nextToken } = queryTodos(world, call, bodyOf(c))
    return c.json({
      nextToken,
      todoCards: todos.map((todo) => ({
        taskId: todo.id,
        subject: todo.subject,
        sourceId: todo.sourceId ?? undefined,
        bizTag: bizTagOf(todo),
        isDone: isDoneFor(todo, call.unionId),
        detailUrl: todo.detailUrl,
        dueTime: todo.dueTime ?? undefined,
        priority: todo.priority,
        creatorId: todo.creatorId,
        createdTime: todo.createdTime,
        modifiedTime: todo.modifiedTime,
        todoType: todo.todoType,
      })),
    })
  })

  return app
}

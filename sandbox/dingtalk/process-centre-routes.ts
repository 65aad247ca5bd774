import { Hono } from 'hono'
import { NewHostRefusal } from '#sandbox/protocol/refusals.ts'
import type { SandboxContext, SandboxEnv } from '#sandbox/protocol/request-body.ts'
import { parseJsonObject } from '#sandbox/protocol/request-body.ts'
import type { World } from '#sandbox/state/state.ts'
import { requireCorpToken } from './sign-in/access-tokens.ts'
import { tokenHeader } from '#sandbox/state/tokens.ts'
import type { CorpTokenHolder } from '#sandbox/state/tokens.ts'
import { minuteText } from './minute-text.ts'
import {
  addTasks,
  cancelSteps,
  closeTasks,
  endInstance,
  removeTemplate,
  saveTemplate,
  startInstance,
} from './process-centre.ts'
import { requireScope } from './scopes.ts'

const maxPerPage = 40

/** The process centre (`/v1.0/workflow/processCentres`), for processes that run outside of DingTalk. */
export function processCentreRoutes(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()

  function holderOf(c: SandboxContext, scope: string): CorpTokenHolder {
    const holder = requireCorpToken(world.tokens, c.req.header(tokenHeader))
    requireScope(world, holder, scope)
    return holder
  }

  const bodyOf = (c: SandboxContext) => parseJsonObject(c.get('bodyText')) ?? {}

  app.post('/schemas', (c) => {
    const processCode = saveTemplate(world, holderOf(c, 'Workflow.Form.Write'), bodyOf(c))
    return c.json({ result: { processCode } })
  })

  app.delete('/schemas', (c) => {
    removeTemplate(world, holderOf(c, 'Workflow.Form.Write'), c.req.query('processCode') ?? '')
    return c.json({ result: {} })
  })

  app.get('/schemaNames/processCodes', (c) => {
    const { corpId, clientId } = holderOf(c, 'Workflow.Form.Read')
    const found = world.state.processTemplates.find(
      (one) =>
        one.corpId === corpId && one.clientId === clientId && one.name === c.req.query('name'),
    )
    if (found === undefined) throw new NewHostRefusal(400, 'processNotExist', '模板不存在')
    return c.json({ result: { processCode: found.processCode } })
  })

  app.post('/instances', (c) => {
    const holder = holderOf(c, 'Workflow.Instance.Write')
    return c.json({ result: { processInstanceId: startInstance(world, holder, bodyOf(c)) } })
  })

  app.put('/instances', (c) => {
    endInstance(world, holderOf(c, 'Workflow.Instance.Write'), bodyOf(c))
    return c.json({ success: true })
  })

  app.post('/tasks', (c) => {
    const made = addTasks(world, holderOf(c, 'qyapi_aflow'), bodyOf(c))
    return c.json({ result: made.map(({ taskId, userId }) => ({ taskId, userId })), success: true })
  })

  app.put('/tasks', (c) => {
    closeTasks(world, holderOf(c, 'qyapi_aflow'), bodyOf(c))
    return c.json({ success: true })
  })

  app.post('/tasks/cancel', (c) => {
    cancelSteps(world, holderOf(c, 'qyapi_aflow'), bodyOf(c))
    return c.json({ success: true })
  })

  app.get('/todoTasks', (c) => {
    const { corpId, clientId } = holderOf(c, 'qyapi_aflow')
    const { userId = '', pageNumber = '1', pageSize = '20', createBefore } = c.req.query()
    if (userId === '') {
      throw new NewHostRefusal(400, 'MissinguserId', 'userId is mandatory for this action.')
    }
    const [page, size] = [Number(pageNumber), Number(pageSize)]
    if (!(page >= 1) || !(size >= 1 && size <= maxPerPage)) {
      throw new NewHostRefusal(400, 'InvalidParameter', '请求参数不合法')
    }
    const before = createBefore === undefined ? Infinity : Number(createBefore)
    const mine = world.state.processInstances
      .filter((one) => one.corpId === corpId && one.clientId === clientId)
      .flatMap((one) => one.tasks.map((task) => ({ ...task, ...pick(one) })))
      .filter((task) => task.userId === userId && task.createdAt < before)
    const from = (page - 1) * size
    return c.json({
      result: {
        hasMore: mine.length > from + size,
        list: mine.slice(from, from + size).map((task) => ({
          activityId: task.activityId,
          createTime: minuteText(task.createdAt),
          finishTime: task.finishedAt === null ? undefined : minuteText(task.finishedAt),
          processInstanceId: task.processInstanceId,
          result: task.result ?? undefined,
          status: task.status,
          taskId: task.taskId,
          userId: task.userId,
        })),
      },
    })
  })

  return app
}

function pick({ processInstanceId }: { processInstanceId: string }) {
  return { processInstanceId }
}

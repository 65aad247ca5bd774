import { Hono } from 'hono'
import { z } from 'zod'
import { findPerson } from '#sandbox/state/people.ts'
import { NewHostRefusal } from '#sandbox/protocol/refusals.ts'
import { parseJsonObject, type SandboxEnv } from '#sandbox/protocol/request-body.ts'
import type { ApprovalInstance, World } from '#sandbox/state/state.ts'
import { minuteText } from './minute-text.ts'
import { requireScope } from './scopes.ts'
import { requireCorpToken } from './sign-in/access-tokens.ts'
import { tokenHeader } from '#sandbox/state/tokens.ts'
import type { CorpTokenHolder } from '#sandbox/state/tokens.ts'

const maxCommentLength = 1024

const commentSchema = z.object({
  processInstanceId: z.string(),
  commentUserId: z.string(),
  text: z.string().min(1).max(maxCommentLength),
})

/** Approvals of DingTalk (`/v1.0/workflow`): reading an instance and commenting on it, as the SDK does. */
export function workflowRoutes(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()

  /** @throws NewHostRefusal */
  function requireInstance(holder: CorpTokenHolder, id: string): ApprovalInstance {
    if (id === '') throw new NewHostRefusal(400, 'invalidInstanceId', '审批实例ID不能为空')
    const instance = world.state.instances.get(id)
    if (instance === undefined || instance.corpId !== holder.corpId)
      throw new NewHostRefusal(400, 'aflowProcessInstNotExist', '审批实例不存在')
    return instance
  }

  app.get('/processInstances', (c) => {
    const holder = requireCorpToken(world.tokens, c.req.header(tokenHeader))
    requireScope(world, holder, 'Workflow.Instance.Read')
    const id = c.req.query('processInstanceId') ?? ''
    const instance = requireInstance(holder, id)
    const { title, originator, approvers, copies, startedAt } = instance
    return c.json({
      result: {
        title,
        businessId: '202611240900000',
        originatorUserId: originator,
        originatorDeptId: '-1',
        originatorDeptName: '法务部',
        status: 'RUNNING',
        result: '',
        bizAction: 'NONE',
        createTime: minuteText(startedAt),
        attachedProcessInstanceIds: [],
        ccUserIds: copies,
        formComponentValues: [
          { componentType: 'TextField', id: 'TextField-1', name: '合同名称', value: title },
        ],
        operationRecords: [
          {
            date: minuteText(startedAt),
            result: 'NONE',
            type: 'START_PROCESS_INSTANCE',
            userId: originator,
          },
        ],
        tasks: approvers.map((userId, index) => ({
          activityId: `activity-${index + 1}`,
          createTime: minuteText(startedAt),
          processInstanceId: id,
          result: 'NONE',
          status: index === 0 ? 'RUNNING' : 'NEW',
          taskId: 70_000_000 + index,
          userId,
        })),
      },
      success: 'true',
    })
  })

  app.post('/processInstances/comments', (c) => {
    const holder = requireCorpToken(world.tokens, c.req.header(tokenHeader))
    const corp = requireScope(world, holder, 'Workflow.Instance.Write')
    const comment = commentSchema.safeParse(parseJsonObject(c.get('bodyText'))).data
    if (comment === undefined) throw new NewHostRefusal(400, 'paramError', '参数错误')
    const { processInstanceId, commentUserId: userId, text } = comment
    const instance = requireInstance(holder, processInstanceId)
    if (findPerson(corp, userId) === undefined)
      throw new NewHostRefusal(400, 'userNotExist', '用户不存在')
    instance.comments.push({ userId, text, at: world.now() })
    return c.json({ result: true, success: true })
  })

  return app
}

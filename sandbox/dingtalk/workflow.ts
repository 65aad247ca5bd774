import { Hono } from 'hono'
import { requireCorpToken, tokenHeader } from './sign-in/access-tokens.ts'
import { NewHostRefusal } from '#sandbox/protocol/refusals.ts'
import type { SandboxEnv } from '#sandbox/protocol/request-body.ts'
import type { World } from '#sandbox/state.ts'
import { minuteText } from './minute-text.ts'

/** Approvals of DingTalk (`/v1.0/workflow`): one instance, as the SDK's getProcessInstance reads it. */
export function workflowRoutes(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()

  app.get('/processInstances', (c) => {
    const holder = requireCorpToken(world.tokens, c.req.header(tokenHeader))
    const id = c.req.query('processInstanceId') ?? ''
    if (id === '') throw new NewHostRefusal(400, 'invalidInstanceId', '审批实例ID不能为空')
    const instance = world.state.instances.get(id)
    if (instance === undefined || instance.corpId !== holder.corpId)
      throw new NewHostRefusal(400, 'aflowProcessInstNotExist', '审批实例不存在')
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

  return app
}

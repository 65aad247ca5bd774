import type { Flow } from './flow-model.ts'
import { EsignRefusal } from './refusals.ts'
import type { World } from './world.ts'
import { findFlow } from './world.ts'

/** A flow of the organisation, or the refusal that the reading calls answer with. */
function requireFlow(world: World, corpId: string, taskId: string): Flow {
  if (taskId === '') throw new EsignRefusal('requestParamError', 'taskId不能为空')
  const flow = findFlow(world, corpId, taskId)
  if (!flow) throw new EsignRefusal('flowNotExists', '流程信息不存在')
  return flow
}

/** Detail of a flow and its operation records (obtains-the-task-details). */
export function flowDetail(world: World, corpId: string, taskId: string) {
  const flow = requireFlow(world, corpId, taskId)
  return {
    title: flow.title,
    flowStatus: flow.status,
    initiatorName: flow.initiator.name,
    initiatorAuthorizedName: flow.initiator.organization,
    logs: flow.logs.map((log) => ({
      logType: log.type,
      operateDescription: log.description,
      operateTime: log.time,
      operatorAccountName: log.operator,
    })),
  }
}

import { flowStatus, signStatus } from '#sandbox/state/flow-model.ts'
import type { Flow, FlowStatusNumber, SealApproval } from '#sandbox/state/flow-model.ts'
import type { Corp } from '#sandbox/state/people.ts'
import type { NoticeBody, World } from '#sandbox/state/state.ts'
import { instanceIdOf, instanceOf } from './approval-instances.ts'
import { ownerKey } from './caller.ts'
import { sendNotice } from './notices.ts'

/** What a notice calls a status; e签宝 sends none of the others. */
const noticeStatus: Record<FlowStatusNumber, 'RUNNING' | 'FINISH' | 'REVOKE' | 'REFUSE' | null> = {
  [flowStatus.draft]: null,
  [flowStatus.signing]: 'RUNNING',
  [flowStatus.completed]: 'FINISH',
  [flowStatus.revoked]: 'REVOKE',
  [flowStatus.terminated]: null,
  [flowStatus.expired]: null,
  [flowStatus.deleted]: null,
  [flowStatus.refused]: 'REFUSE',
}

const isDocumented = (status: number): status is FlowStatusNumber => status in noticeStatus

function noticeOf(flow: Flow, time: number): NoticeBody | undefined {
  const status = isDocumented(flow.status) ? noticeStatus[flow.status] : null
  if (status === null) return undefined
  return {
    action: 'SIGN',
    taskId: flow.taskId,
    bizData: {
      status,
      ...(status === 'FINISH' ? { finishTime: time } : {}),
      ...(flow.thirdBizId === null ? {} : { thirdBizId: flow.thirdBizId }),
    },
  }
}

function noticeUrls(world: World, flow: Flow, corp: Corp): Set<string> {
  const listeners = flow.clientId === null ? corp.opened : [flow.clientId]
  const urls = listeners.map(
    (clientId) => world.state.developers.get(ownerKey({ clientId, corp }))?.noticeUrl,
  )
  return new Set(urls.filter((url) => typeof url === 'string'))
}

function progress(flow: Flow): string {
  const signed = flow.signers.filter((signer) => signer.status === signStatus.signed)
  return `${flow.status} ${signed.length}`
}

/** DingTalk has a seal approval as an instance, and tells of it (event-bpms-instance-change). */
function tellOfApproval(world: World, corp: Corp, flow: Flow, approval: SealApproval): void {
  const { name, status, startedAt, endedAt } = approval
  const isOver = status !== 'APPROVING'
  const instanceId = instanceIdOf(flow, approval)
  const instance = instanceOf(corp, flow, approval)
  if (!isOver) world.state.instances.set(instanceId, instance)
  world.tellApp({
    corpId: flow.corpId,
    eventType: 'bpms_instance_change',
    data: {
      processInstanceId: instanceId,
      processCode: 'PROC-SANDBOX-SEAL',
      bizCategoryId: 'open.com.dd.suite.seal',
      type: isOver ? 'finish' : 'start',
      ...(isOver ? { result: status === 'AGREED' ? 'agree' : 'refuse', finishTime: endedAt } : {}),
      title: name,
      url: `https://aflow.dingtalk.com/dingtalk/mobile/homepage.htm?corpid=${flow.corpId}&procInstId=${instanceId}#approval`,
      staffId: instance.originator,
      createTime: startedAt,
    },
  })
}

/**
 * Runs `move` on a flow. If it begins or ends a seal approval, DingTalk tells the internal app. If that changes the flow's status or its number of signatures, the app
 * that started the flow gets a notice; e签宝 sends none for expiry, deletion and termination.
 *
 * @returns what `move` returned
 */
export function moveFlow<Result>(
  world: World,
  flow: Flow,
  move: (corp: Corp, time: number) => Result,
): Result | undefined {
  const corp = world.state.corps.get(flow.corpId)
  if (!corp) return undefined
  const before = progress(flow)
  const known = new Map(flow.approvals.map((approval) => [approval, approval.status]))
  const time = world.now()
  const result = move(corp, time)
  for (const approval of flow.approvals)
    if (known.get(approval) !== approval.status) tellOfApproval(world, corp, flow, approval)
  const notice = progress(flow) === before ? undefined : noticeOf(flow, time)
  if (notice) for (const url of noticeUrls(world, flow, corp)) sendNotice(world, url, notice)
  return result
}

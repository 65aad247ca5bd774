import { flowStatus, signStatus } from '#sandbox/flows/flow-model.ts'
import type { Flow } from '#sandbox/flows/flow-model.ts'
import type { Corp } from '#sandbox/people.ts'
import type { NoticeBody, World } from '#sandbox/state.ts'
import { ownerKey } from './caller.ts'
import { sendNotice } from './notices.ts'

function noticeOf(flow: Flow, time: number): NoticeBody | undefined {
  const statuses = new Map<number, string>([
    [flowStatus.signing, 'RUNNING'],
    [flowStatus.completed, 'FINISH'],
    [flowStatus.revoked, 'REVOKE'],
    [flowStatus.refused, 'REFUSE'],
  ])
  const status = statuses.get(flow.status)
  if (status === undefined) return undefined
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

/**
 * Runs `move` on a flow. If that changes the flow's status or its number of signatures, the app
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
  const time = world.now()
  const result = move(corp, time)
  const notice = progress(flow) === before ? undefined : noticeOf(flow, time)
  if (notice) for (const url of noticeUrls(world, flow, corp)) sendNotice(world, url, notice)
  return result
}

import type { DingTalkClient } from '../dingtalk/client.ts'
import type { Esign } from './esign.ts'
import { flowDetailSchema } from './flow-detail.ts'
import { toFlow } from './flow-mapping.ts'
import { flowNotFound, parseReply, refusedWith } from './upstream-answer.ts'

/** The permission of every 2.0 call (e签宝数据管理权限). */
const scope = 'Esign.Common.ReadWrite'

/**
 * The codes by which `flowTasks/{taskId}` says that there is no such flow. `requestParamError` is
 * among them because the task id is the only parameter, and its form has been checked. Not among
 * them are `getFlowInfoError` and `queryFlowDetailError`: they are faults while looking it up, and
 * also come from calls that have no other code to say so (getFlowDocs, approvalList).
 */
const notFoundCodes = ['flowNotExists', 'requestParamError']

/** Generation 2.0, for internal and third-party apps: bare replies, errors as HTTP 400. */
export function createEsignV2(client: DingTalkClient): Esign {
  return {
    /** `GET /v2.0/esign/flowTasks/{taskId}` (obtains-the-task-details). */
    async getFlow(corpId, taskId) {
      const path = `/v2.0/esign/flowTasks/${encodeURIComponent(taskId)}`
      const reply = await client
        .callApi(corpId, { method: 'GET', path, scope })
        .catch((error: unknown) => {
          throw refusedWith(error, notFoundCodes) ? flowNotFound(error) : error
        })
      return toFlow(taskId, parseReply(flowDetailSchema, reply))
    },
  }
}

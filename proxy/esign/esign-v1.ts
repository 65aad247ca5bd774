import type { DingTalkClient } from '../dingtalk/client.ts'
import type { Esign } from './esign.ts'
import { flowDetailSchema } from './flow-detail.ts'
import { toFlow } from './flow-mapping.ts'
import { flowNotFound, parseReply, refusedWith, unwrap } from './upstream-answer.ts'

/**
 * The one documented code of 1.0 (sic). `flows/detail` has the task id for its only parameter, and
 * its form has been checked before: what is invalid about it is that no flow has it.
 */
const notFoundCodes = ['invalidRequest.invalidAguemnts']

/** Generation 1.0, for third-party apps of old: replies wrapped in `{code, message, data}`. */
export function createEsignV1(client: DingTalkClient): Esign {
  return {
    /** `GET /v1.0/esign/flows/detail` (obtain-the-task-details-of-the-corresponding-process). */
    async getFlow(corpId, taskId) {
      const path = `/v1.0/esign/flows/detail?taskId=${encodeURIComponent(taskId)}`
      const reply = await client
        .callApi(corpId, { method: 'GET', path })
        .catch((error: unknown) => {
          throw refusedWith(error, notFoundCodes) ? flowNotFound(error) : error
        })
      const data = unwrap(reply)
      if (data === null) throw flowNotFound()
      return toFlow(taskId, parseReply(flowDetailSchema, data))
    },
  }
}

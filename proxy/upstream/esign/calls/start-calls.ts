import { z } from 'zod'
import type { TaskPage } from '#shared/schemas/launch-page.ts'
import { taskPagePayload } from '#proxy/upstream/esign/payloads/page-payloads.ts'
import { textValue } from '#proxy/upstream/esign/payloads/upstream-values.ts'
import type { Upstream } from '#proxy/upstream/esign/wire/ask.ts'
import { toStartAtOnceBody, toStartPageBody } from './start-body.ts'
import type { StartAtOnceRequest, StartPageRequest } from './start-request.ts'

/** Starting flows. Neither call is idempotent: each starts another flow. */
export type StartCalls = {
  /**
   * A page on which the initiator finishes a flow and sends it; the task id is the flow's
   * (obtain-the-address-used-to-initiate-a-signed-task).
   * @throws ProblemError `input-refused`, `company-name-required`
   */
  getStartUrl(corpId: string, request: StartPageRequest): Promise<TaskPage>

  /**
   * Starts a flow without any page (use-the-api-to-initiate-a-signature-process). Null in 1.0.
   * @returns the flow's task id; null if upstream does not send it
   * @throws ProblemError `user-not-real-name-verified`, `corp-not-real-name-verified`,
   * `person-not-found`, `input-refused`, `outcome-unknown`
   */
  startAtOnce: ((corpId: string, request: StartAtOnceRequest) => Promise<string | null>) | null
}

const startedPayload = z.object({ taskId: textValue }).transform(({ taskId }) => taskId)

export function createStartCalls({ ask, operations }: Upstream): StartCalls {
  const { startAtOnce } = operations
  return {
    getStartUrl: (corpId, request) =>
      ask(corpId, operations.getStartUrl, { body: toStartPageBody(request) }, taskPagePayload),

    startAtOnce:
      startAtOnce === undefined
        ? null
        : (corpId, request) =>
            ask(corpId, startAtOnce, { body: toStartAtOnceBody(request) }, startedPayload),
  }
}

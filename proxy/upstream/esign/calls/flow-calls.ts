import type { Flow } from '#shared/schemas/flow/flow.ts'
import type { ApprovalAttachment, FlowDocument } from '#shared/schemas/flow/flow-document.ts'
import type { BrowserPage, LaunchPage } from '#shared/schemas/launch-page.ts'
import type { SealApproval } from '#shared/schemas/flow/seal-approval.ts'
import type { Signing } from '#shared/schemas/flow/signing.ts'
import {
  attachmentsPayload,
  documentsPayload,
} from '#proxy/upstream/esign/payloads/document-payloads.ts'
import { flowPayload } from '#proxy/upstream/esign/payloads/flow-payload.ts'
import {
  browserPagePayload,
  launchPagePayload,
} from '#proxy/upstream/esign/payloads/page-payloads.ts'
import { sealApprovalsPayload } from '#proxy/upstream/esign/payloads/seal-approval-payload.ts'
import { signingPayload } from '#proxy/upstream/esign/payloads/signing-payload.ts'
import type { Upstream } from '#proxy/upstream/esign/wire/ask.ts'

/** Flows that were started. */
export type FlowCalls = {
  /**
   * A flow with its operation records (obtains-the-task-details).
   * @throws ProblemError `flow-not-found`
   */
  getFlow(corpId: string, taskId: string): Promise<Flow>

  /**
   * A flow's state and its signers' (get-the-details-of-process-signing).
   * @throws ProblemError `flow-not-found`
   */
  getSigners(corpId: string, taskId: string): Promise<Signing>

  /**
   * A flow's contracts; final once it is completed
   * (get-a-list-of-all-contracts-for-the-process-task).
   * @throws ProblemError `flow-not-found`
   */
  getDocuments(corpId: string, taskId: string): Promise<FlowDocument[]>

  /**
   * A flow's seal approvals; empty if none were needed
   * (obtains-the-print-approval-list-for-process-tasks).
   * @throws ProblemError `flow-not-found`
   */
  getSealApprovals(corpId: string, taskId: string): Promise<SealApproval[]>

  /**
   * Page for signing inside DingTalk, for the person who opens it there (get-signatory-address).
   * @throws ProblemError `flow-not-found`
   */
  getSignUrl(corpId: string, taskId: string): Promise<LaunchPage>

  /**
   * Page where one signer signs in a browser, outside DingTalk (get-signatory-address). Null in
   * 1.0.
   * @param signer `account`: the signer's mobile number or e-mail address
   * @throws ProblemError `flow-not-found`, `person-not-found`
   */
  getBrowserSignUrl:
    ((corpId: string, taskId: string, signer: { account: string }) => Promise<BrowserPage>) | null

  /**
   * Contracts attached to an instance of a DingTalk approval; only in the SDK, without a
   * documentation page. Null in 1.0.
   */
  getApprovalAttachments:
    ((corpId: string, instanceId: string) => Promise<ApprovalAttachment[]>) | null
}

/** Where a link for signing will be opened. */
const container = { dingTalk: 1, browser: 2 } as const

/** @param browserSignUrl whether the generation supports containers other than DingTalk */
export function createFlowCalls({ ask, operations }: Upstream, browserSignUrl: boolean): FlowCalls {
  const { getApprovalAttachments, getSignUrl } = operations
  return {
    async getFlow(corpId, taskId) {
      const parameters = { taskId }
      return { taskId, ...(await ask(corpId, operations.getFlow, { parameters }, flowPayload)) }
    },

    async getSigners(corpId, taskId) {
      const parameters = { taskId }
      const signing = await ask(corpId, operations.getSigners, { parameters }, signingPayload)
      return { taskId, ...signing }
    },

    getDocuments: (corpId, taskId) =>
      ask(corpId, operations.getDocuments, { parameters: { taskId } }, documentsPayload),

    getSealApprovals: (corpId, taskId) =>
      ask(corpId, operations.getSealApprovals, { parameters: { taskId } }, sealApprovalsPayload),

    getSignUrl(corpId, taskId) {
      const body = { taskId, signContainer: container.dingTalk }
      return ask(corpId, getSignUrl, { body }, launchPagePayload)
    },

    getBrowserSignUrl: browserSignUrl
      ? (corpId, taskId, { account }) => {
          const body = { taskId, account, signContainer: container.browser }
          return ask(corpId, getSignUrl, { body }, browserPagePayload)
        }
      : null,

    getApprovalAttachments:
      getApprovalAttachments === undefined
        ? null
        : (corpId, instanceId) =>
            ask(corpId, getApprovalAttachments, { parameters: { instanceId } }, attachmentsPayload),
  }
}

import type { Flow } from '#sandbox/state/flow-model.ts'
import { flowStatus } from '#sandbox/state/flow-model.ts'
import { findFlow } from '#sandbox/flows/find-flow.ts'
import type { EsignCaller } from './caller.ts'
import { requireAuthorised } from './caller.ts'
import type { EsignCode } from './esign-codes.ts'
import { EsignRefusal } from './esign-codes.ts'
import { downloadAddress } from './files.ts'

/** A flow of the caller's organisation; otherwise throws the code documented for the call. */
export function requireFlow(caller: EsignCaller, taskId: string, code: EsignCode): Flow {
  if (taskId === '') throw new EsignRefusal('requestParamError', 'taskId不能为空')
  requireAuthorised(caller, 'getFlowInfoError')
  const flow = findFlow(caller.world, caller.corp.corpId, taskId)
  if (!flow) throw new EsignRefusal(code)
  return flow
}

/** A flow and its operation records (obtains-the-task-details). */
export function flowDetail(caller: EsignCaller, taskId: string) {
  return detailOf(requireFlow(caller, taskId, 'flowNotExists'))
}

export function detailOf(flow: Flow) {
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

/** A flow and the status of each signer (get-the-details-of-process-signing). */
export function signDetail(caller: EsignCaller, taskId: string) {
  return signingOf(requireFlow(caller, taskId, 'flowNotExists'))
}

export function signingOf(flow: Flow) {
  return {
    title: flow.title,
    flowStatus: flow.status,
    signers: flow.signers.map((signer) => ({
      signerName: signer.name,
      signStatus: signer.status,
    })),
  }
}

export function flowDocs(caller: EsignCaller, taskId: string) {
  const flow = requireFlow(caller, taskId, 'getFlowInfoError')
  if (flow.status === flowStatus.deleted) throw new EsignRefusal('queryFlowDocInfoError')
  return flow.documents
    .filter((document) => !document.attachment)
    .map(({ fileId, fileName }) => {
      const file = caller.world.state.files.get(fileId)
      if (!file) throw new EsignRefusal('queryFlowDocInfoError')
      return { fileId, fileName, fileUrl: downloadAddress(caller.origin, file) }
    })
}

/** A flow's seal approvals; fields for what has not happened yet are null. */
export function sealApprovals(caller: EsignCaller, taskId: string) {
  const flow = requireFlow(caller, taskId, 'getFlowInfoError')
  const sealIdImg = new URL('/_sandbox/pages/seal.svg', caller.world.publicUrl ?? caller.origin)
    .href
  return flow.approvals.map((approval) => ({ ...approval, sealIdImg }))
}

/** Contracts attached to a DingTalk approval instance; undocumented, only in the SDK. */
export function instanceAttachments(caller: EsignCaller, instanceId: string) {
  const { files, instances } = caller.world.state
  const instance = instances.get(instanceId)
  if (!instance || instance.corpId !== caller.corp.corpId) return []
  return instance.flows.map(({ taskId, fileIds }) => ({
    flowId: taskId,
    status: String(findFlow(caller.world, caller.corp.corpId, taskId)?.status ?? ''),
    files: fileIds
      .map((fileId) => files.get(fileId))
      .filter((file) => file !== undefined)
      .map((file) => ({
        fileName: file.name,
        originalFileUrl: downloadAddress(caller.origin, file),
        signFinishFileUrl: downloadAddress(caller.origin, file),
      })),
  }))
}

import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import { sendDraft } from '#sandbox/flows/flow-actions.ts'
import { addLog } from '#sandbox/flows/flow-log.ts'
import type {
  Flow,
  FlowDocument,
  LogTypeNumber,
  Signer,
  SourceLink,
} from '#sandbox/state/flow-model.ts'
import { flowStatus, logType } from '#sandbox/state/flow-model.ts'
import type { Person } from '#sandbox/state/people.ts'
import { findPerson } from '#sandbox/state/people.ts'
import type { EsignCaller } from './caller.ts'
import { requireAuthorised } from './caller.ts'
import { requireDeveloper } from './corp.ts'
import type { EsignCode } from './esign-codes.ts'
import { EsignRefusal } from './esign-codes.ts'
import { isReady } from './files.ts'
import { moveFlow } from './flow-moves.ts'
import type { PageAddresses } from './page-tasks.ts'
import { pageAddresses, requireAddress } from './page-tasks.ts'
import { toSigner } from './participants.ts'
import type { v1Bodies, v2Bodies } from './request-schemas.ts'

type StartPageRequest = z.infer<typeof v1Bodies.startPage> &
  Pick<z.infer<typeof v2Bodies.startPage>, 'autoStart' | 'thirdBizId'>
type StartAtOnceRequest = z.infer<typeof v2Bodies.startAtOnce>

type Draft = Pick<Flow, 'title' | 'signers' | 'copies' | 'documents' | 'deadline'> & {
  initiator: Person
  redirectUrl: string | undefined
  sourceInfo: StartPageRequest['sourceInfo']
  thirdBizId: string | undefined
  /** Whether the request sets where on the page the signatures go. */
  hasSignAreas: boolean
}

function requireDocuments(
  caller: EsignCaller,
  files: readonly { fileId: string; fileName: string; fileType?: 1 | 2 }[],
  code: EsignCode,
): FlowDocument[] {
  return files.map(({ fileId, fileName, fileType }) => {
    const file = caller.world.state.files.get(fileId)
    if (!file || file.corpId !== caller.corp.corpId) {
      throw new EsignRefusal(code, `文件${fileId}不存在`)
    }
    if (!isReady(file, caller.world.now())) throw new EsignRefusal(code, `文件${fileId}未上传完成`)
    return { fileId, fileName, attachment: fileType === 2 }
  })
}

function copiesFor(caller: EsignCaller, { ccs = [] }: Pick<StartPageRequest, 'ccs'>) {
  return ccs.flatMap(({ userId }) => {
    const member = userId === undefined ? undefined : findPerson(caller.corp, userId)
    return member ? [{ userId: member.userId, name: member.name }] : []
  })
}

function toSource(given: NonNullable<StartPageRequest['sourceInfo']>): SourceLink {
  return {
    mobileUrl: requireAddress('sourceInfo.mobileUrl', given.mobileUrl),
    pcUrl: requireAddress('sourceInfo.pcUrl', given.pcUrl),
    showText: given.showText ?? null,
  }
}

function saveDraft(caller: EsignCaller, draft: Draft): Flow {
  const { initiator, hasSignAreas, redirectUrl, sourceInfo, thirdBizId, ...rest } = draft
  const time = caller.world.now()
  const flow: Flow = {
    ...rest,
    taskId: `PRO-${randomBytes(16).toString('hex')}`,
    corpId: caller.corp.corpId,
    clientId: caller.clientId,
    status: flowStatus.draft,
    initiator: {
      userId: initiator.userId,
      name: initiator.name,
      organization: caller.corp.name,
    },
    approvals: [],
    logs: [],
    source: sourceInfo === undefined ? null : toSource(sourceInfo),
    thirdBizId: thirdBizId ?? null,
    redirectUrl: requireAddress('redirectUrl', redirectUrl),
  }
  const log = (type: LogTypeNumber, what: string) => addLog(flow, type, initiator.name, what, time)
  log(logType.created, '创建了签署流程')
  for (const { attachment, fileName } of flow.documents) {
    if (attachment) log(logType.attachmentAdded, `添加了附件《${fileName}》`)
    else log(logType.documentAdded, `添加了合同文件《${fileName}》`)
  }
  for (const { name } of flow.signers) log(logType.participantAdded, `添加了签署方 ${name}`)
  if (hasSignAreas) log(logType.signAreaAdded, '添加了签署区')
  caller.world.state.flows.set(flow.taskId, flow)
  return flow
}

/**
 * Drafts a flow that its initiator finishes on a page
 * (obtain-the-address-used-to-initiate-a-signed-task); `autoStart` sends it at once.
 */
export function startPage(caller: EsignCaller, request: StartPageRequest): PageAddresses {
  requireAuthorised(caller, 'serviceError')
  const initiator = findPerson(caller.corp, request.initiatorUserId)
  if (!initiator) throw new EsignRefusal('serviceError')
  const signers = (request.participants ?? []).map((participant, index) =>
    toSigner(caller, participant, index, {
      unknownMember: 'serviceError',
      companyMissing: 'saveOrgTaskError',
    }),
  )
  const documents = requireDocuments(caller, request.files, 'serviceError')
  const atOnce = request.autoStart === 'true'
  const maySend = initiator.realNameVerified && caller.corp.realNameVerified
  if (atOnce && (signers.length === 0 || !maySend || caller.corp.margin < 1)) {
    throw new EsignRefusal('serviceError')
  }
  const flow = saveDraft(caller, {
    title: request.taskName ?? documents[0]?.fileName ?? '',
    signers,
    copies: copiesFor(caller, request),
    documents,
    deadline: null,
    initiator,
    redirectUrl: request.redirectUrl,
    sourceInfo: request.sourceInfo,
    thirdBizId: request.thirdBizId,
    hasSignAreas: false,
  })
  if (atOnce) moveFlow(caller.world, flow, (corp, time) => sendDraft(corp, flow, time))
  return pageAddresses(caller.origin, 'start', flow.taskId)
}

function requireVerifiedInitiator(caller: EsignCaller, userId: string): Person {
  const initiator = findPerson(caller.corp, userId)
  if (!initiator) throw new EsignRefusal('getUserInfoFail', userId)
  if (!initiator.realNameVerified) throw new EsignRefusal('accountNotRealname')
  if (!caller.corp.realNameVerified) throw new EsignRefusal('corpNotRealname')
  return initiator
}

function requireSigners(caller: EsignCaller, request: StartAtOnceRequest): Signer[] {
  const participants = request.participants ?? []
  if (participants.length === 0) throw new EsignRefusal('createFlowError', '缺少签署方')
  const known = new Set(request.files?.map((file) => file.fileId))
  const areas = participants.flatMap((participant) => participant.signPosList ?? [])
  if (areas.some(({ fileId }) => fileId !== undefined && !known.has(fileId))) {
    throw new EsignRefusal('requestParamError', '签署区的fileId不在合同文件中')
  }
  return participants.map((participant, index) =>
    toSigner(caller, participant, index, {
      unknownMember: 'getUserInfoFail',
      companyMissing: 'requestParamError',
    }),
  )
}

/**
 * Starts a flow without any page (use-the-api-to-initiate-a-signature-process).
 *
 * @returns its task id
 */
export function startAtOnce(caller: EsignCaller, request: StartAtOnceRequest): string {
  requireAuthorised(caller, 'createOrgAccountError')
  const { signEndTime } = request
  if (signEndTime !== undefined && signEndTime <= caller.world.now()) {
    throw new EsignRefusal('requestParamError', 'signEndTime不能早于当前时间')
  }
  const initiator = requireVerifiedInitiator(caller, request.initiatorUserId)
  const signers = requireSigners(caller, request)
  const documents = requireDocuments(caller, request.files ?? [], 'createFlowError')
  if (documents.every((document) => document.attachment)) {
    throw new EsignRefusal('createFlowError', '缺少合同文件')
  }
  if (caller.corp.margin < 1) throw new EsignRefusal('createFlowError', '套餐余量不足')
  const flow = saveDraft(caller, {
    title: request.taskName,
    signers,
    copies: copiesFor(caller, request),
    documents,
    deadline: signEndTime ?? null,
    initiator,
    redirectUrl: request.redirectUrl,
    sourceInfo: request.sourceInfo,
    thirdBizId: request.thirdBizId,
    hasSignAreas: request.participants?.some(({ signPosList }) => signPosList?.length) === true,
  })
  moveFlow(caller.world, flow, (corp, time) => sendDraft(corp, flow, time))
  // Documented as a later step than `createFlowError`, so the flow stays.
  requireDeveloper(caller, 'getOpenIsvInfoError')
  return flow.taskId
}

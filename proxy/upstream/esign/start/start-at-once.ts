import { z } from 'zod'
import type { Operation } from '#proxy/upstream/esign/wire/operation.ts'
import { textValue } from '#proxy/upstream/esign/wire/upstream-values.ts'
import {
  toAccount,
  toCommonBody,
  toRequirements,
  type Body,
  type Party,
  type Seal,
  type StartRequest,
} from './start-request.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** Where a signature goes on a document. */
type SignArea = {
  fileId?: string | undefined
  /** One page number or several, whose format is not documented. */
  page?: string | undefined
  /** Origin and unit are not documented. */
  x?: number | undefined
  y?: number | undefined
  /** The company's seal, or the signature of the person handling it (经办人). */
  seal?: 'company' | 'handler' | undefined
  /** A seal across the edges of all pages (骑缝章). */
  acrossPages?: boolean | undefined
  /** Format of the date beside the signature; no date if omitted. */
  dateFormat?: 'yyyy/MM/dd' | 'yyyy-MM-dd' | 'yyyy年MM月dd日' | undefined
}

export type Signatory = Party & {
  seals: readonly [Seal, ...Seal[]]
  /** Lower numbers sign first; equal numbers sign at the same time. */
  order?: number | undefined
  areas?: readonly SignArea[] | undefined
}

/** A flow that starts without any page. The initiator and the corp must be verified. */
export type StartAtOnceRequest = StartRequest & {
  /** e签宝 refuses special characters. */
  title: string
  files: readonly { fileId: string; name: string; kind: 'contract' | 'attachment' }[]
  participants: readonly Signatory[]
  deadline?: EpochMs | undefined
}

function toBody(request: StartAtOnceRequest): Body {
  return {
    ...toCommonBody(request),
    files: request.files.map(({ fileId, name, kind }) => ({
      fileId,
      fileName: name,
      fileType: kind === 'contract' ? 1 : 2,
    })),
    participants: request.participants.map(toSignatory),
    signEndTime: request.deadline,
  }
}

function toSignatory(signatory: Signatory): Body {
  return {
    ...toAccount(signatory),
    signRequirements: toRequirements(signatory.seals),
    signOrder: signatory.order,
    signPosList: signatory.areas?.map(toSignPosition),
  }
}

function toSignPosition(area: SignArea): Body {
  const { dateFormat } = area
  return {
    fileId: area.fileId,
    page: area.page,
    x: area.x,
    y: area.y,
    signRequirement: area.seal && (area.seal === 'company' ? '1' : '2'),
    isCrossPage: area.acrossPages,
    needSignDate: dateFormat !== undefined,
    signDate: dateFormat && { format: dateFormat },
  }
}

const payload = z.object({ taskId: textValue }).transform(({ taskId }) => taskId)

/**
 * Starts a flow without any page; not in 1.0. Not idempotent: each call starts another flow.
 * @returns the flow's task id; null if upstream does not send it
 * @throws ProblemError `user-not-real-name-verified`, `corp-not-real-name-verified`,
 * `person-not-found`, `input-refused`, `outcome-unknown`
 */
export const startAtOnce = {
  '2.0': {
    sdkName: 'createProcess',
    page: 'use-the-api-to-initiate-a-signature-process',
    method: 'POST',
    path: '/v2.0/esign/process/startAtOnce',
    refusals: {
      requestParamError: 'input-refused',
      createFlowError: 'esign-refused',
      // Documented as later steps than `createFlowError`, so the flow may exist.
      getOpenIsvInfoError: 'outcome-unknown',
      saveTaskError: 'outcome-unknown',
    },
  },
  call: (ask, request: StartAtOnceRequest) => ask({ body: toBody(request) }, payload),
} satisfies Operation

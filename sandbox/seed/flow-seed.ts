import { sandboxCorpId } from '#sandbox/credentials.ts'
import type {
  Flow,
  FlowLog,
  LogTypeNumber,
  SealApproval,
  Signer,
} from '#sandbox/state/flow-model.ts'
import { logType, signStatus } from '#sandbox/state/flow-model.ts'
import { companyName, partnerName } from './corps.ts'

/** Spans of time, milliseconds. */
export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/** A signer of the main organisation; by default with a personal seal, after others. */
export function member(
  userId: string,
  name: string,
  order: number,
  rest: Partial<Signer> = {},
): Signer {
  return {
    id: userId,
    name,
    userId,
    account: null,
    organization: companyName,
    seals: ['personal'],
    order,
    status: signStatus.later,
    ...rest,
  }
}

/** 孙八 of the other party, an outside person. */
export function partner(order: number, status: Signer['status']): Signer {
  return {
    id: '13900000008',
    name: '孙八',
    userId: null,
    account: '13900000008',
    organization: partnerName,
    seals: ['company', 'personal'],
    order,
    status,
  }
}

/** The fields in which seeded flows differ; `seededFlow` fills in the rest. */
export type FlowSeed = Pick<Flow, 'title' | 'status' | 'signers'> & {
  id: string
  /** Records as [type, operator, description, milliseconds before now]. */
  logs: [LogTypeNumber, string, string, number][]
  approvals?: SealApproval[]
  copies?: Flow['copies']
  deadline?: number
  more?: string[]
  attachments?: string[]
}

/** A flow that 张三 started, with times relative to `now`. */
export function seededFlow(now: number, seed: FlowSeed): Flow {
  return {
    taskId: `PRO-SANDBOX-${seed.id}`,
    corpId: sandboxCorpId,
    clientId: null,
    title: seed.title,
    status: seed.status,
    initiator: { userId: 'zhangsan', name: '张三', organization: companyName },
    deadline: seed.deadline ?? null,
    signers: seed.signers,
    copies: seed.copies ?? [],
    documents: [
      { fileId: `FILE-SANDBOX-${seed.id}`, fileName: `${seed.title}.pdf`, attachment: false },
      ...(seed.more ?? []).map((fileName, index) => ({
        fileId: `FILE-SANDBOX-${seed.id}-${index + 2}`,
        fileName,
        attachment: false,
      })),
      ...(seed.attachments ?? []).map((fileName, index) => ({
        fileId: `FILE-SANDBOX-${seed.id}-ATTACHMENT-${index + 1}`,
        fileName,
        attachment: true,
      })),
    ],
    approvals: seed.approvals ?? [],
    logs: seed.logs.map(([type, operator, description, ago]): FlowLog => ({
      type,
      operator,
      description,
      time: now - ago,
    })),
    source: null,
    thirdBizId: null,
    redirectUrl: null,
  }
}

/** The first records of every sent flow. */
export function opening(ago: number, firstSigner: string): FlowSeed['logs'] {
  return [
    [logType.created, '张三', '创建了签署流程', ago],
    [logType.documentAdded, '张三', '添加了合同文件', ago - minute],
    [logType.participantAdded, '张三', '添加了签署方', ago - 2 * minute],
    [logType.signAreaAdded, '张三', '添加了签署区', ago - 4 * minute],
    [logType.started, '张三', '开启了签署流程', ago - 5 * minute],
    [logType.signNotified, '系统', `通知 ${firstSigner} 签署`, ago - 5 * minute],
  ]
}

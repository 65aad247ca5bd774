import { internalApp, sandboxCorpId } from '../credentials.ts'
import type { Flow, FlowLog, SealApproval, Signer } from '../flows/flow-model.ts'
import { flowStatus, logType, signStatus } from '../flows/flow-model.ts'
import { companyName, partnerName } from './corps.ts'
import { longLog } from './long-log.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

function member(userId: string, name: string, order: number, rest: Partial<Signer> = {}): Signer {
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

function partner(order: number, status: Signer['status']): Signer {
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

type FlowSeed = Pick<Flow, 'title' | 'status' | 'signers'> & {
  id: string
  /** Records as [type, operator, description, milliseconds before now]. */
  logs: [string, string, string, number][]
  approvals?: SealApproval[]
  deadline?: number
}

function flow(now: number, seed: FlowSeed): Flow {
  return {
    taskId: `PRO-SANDBOX-${seed.id}`,
    corpId: sandboxCorpId,
    clientId: internalApp.clientId,
    title: seed.title,
    status: seed.status,
    initiator: { userId: 'zhangsan', name: '张三', organization: companyName },
    deadline: seed.deadline ?? null,
    signers: seed.signers,
    documents: [
      { fileId: `FILE-SANDBOX-${seed.id}`, fileName: `${seed.title}.pdf`, attachment: false },
    ],
    approvals: seed.approvals ?? [],
    logs: seed.logs.map(([type, operator, description, ago]): FlowLog => ({
      type,
      operator,
      description,
      time: now - ago,
    })),
    thirdBizId: null,
    redirectUrl: null,
  }
}

/** The records with which every sent flow begins. */
function opening(ago: number, firstSigner: string): FlowSeed['logs'] {
  return [
    [logType.created, '张三', '创建了签署流程', ago],
    [logType.documentAdded, '张三', '添加了合同文件', ago - minute],
    [logType.participantAdded, '张三', '添加了签署方', ago - 2 * minute],
    [logType.signAreaAdded, '张三', '添加了签署区', ago - 4 * minute],
    [logType.started, '张三', '开启了签署流程', ago - 5 * minute],
    [logType.signNotified, '系统', `通知 ${firstSigner} 签署`, ago - 5 * minute],
  ]
}

function flowsOfEachStatus(now: number): Flow[] {
  const li = (status: Signer['status']) => member('lisi', '李四', 1, { status })
  const wang = (status: Signer['status']) => member('wangwu', '王五', 2, { status })
  const waited = 2 * day + 3 * hour
  return [
    flow(now, {
      id: 'SIGNING',
      title: '办公设备采购合同',
      status: flowStatus.signing,
      deadline: now + 5 * day,
      signers: [
        member('zhangsan', '张三', 1, { status: signStatus.signed }),
        member('lisi', '李四', 2, { seals: ['company', 'personal'], status: signStatus.due }),
        partner(3, signStatus.later),
      ],
      logs: [
        ...opening(waited + 4 * hour, '张三'),
        [logType.viewed, '张三', '查看了合同', waited + 2 * hour],
        [logType.attachmentAdded, '张三', '添加了附件《设备清单》', waited + hour],
        [logType.signed, '张三', '完成签署（个人章）', waited + minute],
        [logType.signNotified, '系统', '通知 李四 签署', waited],
        [logType.viewed, '李四', '查看了合同', day + 2 * hour],
      ],
    }),
    flow(now, {
      id: 'DRAFT',
      title: '市场推广服务协议',
      status: flowStatus.draft,
      signers: [li(signStatus.later), partner(2, signStatus.later)],
      logs: opening(3 * hour, '李四').slice(0, 3),
    }),
    flow(now, {
      id: 'COMPLETED',
      title: '软件开发技术服务合同',
      status: flowStatus.completed,
      signers: [li(signStatus.signed), wang(signStatus.signed)],
      logs: [
        ...opening(12 * day, '李四'),
        [logType.participantUpdated, '张三', '更新了签署方 王五 的联系方式', 12 * day - 6 * minute],
        [logType.viewed, '李四', '查看了合同', 11 * day],
        [logType.signed, '李四', '完成签署（个人章）', 11 * day - 8 * minute],
        [logType.signNotified, '系统', '通知 王五 签署', 11 * day - 8 * minute],
        [logType.viewed, '王五', '查看了合同', 10 * day],
        [logType.signed, '王五', '完成签署（个人章）', 10 * day - 3 * minute],
        [logType.archived, '系统', '全部签署完成，流程归档', 10 * day - 3 * minute],
      ],
    }),
    flow(now, {
      id: 'REVOKED',
      title: '仓储租赁合同',
      status: flowStatus.revoked,
      signers: [li(signStatus.due), wang(signStatus.later)],
      logs: [
        ...opening(6 * day, '李四'),
        [logType.documentUpdated, '张三', '更新了合同文件', 6 * day - 20 * minute],
        [logType.revoked, '张三', '撤回了流程：租金条款需要修改', 5 * day],
      ],
    }),
    flow(now, {
      id: 'TERMINATED',
      title: '员工保密协议',
      status: flowStatus.terminated,
      signers: [li(signStatus.due)],
      logs: [
        ...opening(9 * day, '李四'),
        [logType.documentRemoved, '系统', '合同文件已失效，流程终止', 8 * day],
      ],
    }),
    flow(now, {
      id: 'EXPIRED',
      title: '年度框架采购协议',
      status: flowStatus.expired,
      deadline: now - day,
      signers: [li(signStatus.signed), wang(signStatus.due)],
      logs: [
        ...opening(15 * day, '李四'),
        [logType.signed, '李四', '完成签署（个人章）', 14 * day],
        [logType.signNotified, '系统', '通知 王五 签署', 14 * day],
        [logType.expired, '系统', '签署截止时间已到，流程过期', day],
      ],
    }),
    flow(now, {
      id: 'DELETED',
      title: '办公室装修合同',
      status: flowStatus.deleted,
      signers: [li(signStatus.later)],
      logs: [
        ...opening(20 * day, '李四'),
        [logType.revoked, '张三', '撤回了流程：重复发起', 19 * day],
        [logType.deleted, '张三', '删除了流程', 18 * day],
      ],
    }),
    flow(now, {
      id: 'REFUSED',
      title: '广告投放合作协议',
      status: flowStatus.refused,
      signers: [
        member('lisi', '李四', 1, { status: signStatus.signed }),
        partner(2, signStatus.refused),
      ],
      logs: [
        ...opening(4 * day, '李四'),
        [logType.signed, '李四', '完成签署（个人章）', 4 * day - hour],
        [logType.signNotified, '系统', '通知 孙八 签署', 4 * day - hour],
        [logType.signRefused, '孙八', '拒绝签署：付款周期与约定不符', 3 * day],
      ],
    }),
  ]
}

function flowsForSpecialCases(now: number): Flow[] {
  return [
    flow(now, {
      id: 'SEAL-APPROVAL',
      title: '战略合作框架协议',
      status: flowStatus.signing,
      signers: [
        member('zhangsan', '张三', 1, {
          seals: ['company', 'personal'],
          status: signStatus.inApproval,
        }),
        partner(2, signStatus.later),
      ],
      approvals: [
        {
          name: '战略合作框架协议用印审批',
          signerId: 'zhangsan',
          sponsor: '张三',
          status: 'APPROVING',
          startedAt: now - 5 * hour,
          endedAt: null,
          refuseReason: null,
          nodes: [
            {
              approver: '李四',
              status: 'APPROVING',
              startedAt: now - 5 * hour,
              decidedAt: null,
            },
            {
              approver: '王五',
              status: 'WAIT',
              startedAt: null,
              decidedAt: null,
            },
          ],
        },
      ],
      logs: [
        ...opening(7 * hour, '张三'),
        [logType.viewed, '张三', '查看了合同', 6 * hour],
        [logType.sealApprovalStarted, '张三', '申请使用企业印章，发起用印审批', 5 * hour],
      ],
    }),
    flow(now, {
      id: 'EXTERNAL',
      title: '货物运输服务合同',
      status: flowStatus.signing,
      signers: [
        member('lisi', '李四', 1, {
          seals: ['company', 'personal'],
          status: signStatus.signed,
        }),
        partner(2, signStatus.due),
      ],
      logs: [
        ...opening(30 * hour, '李四'),
        [logType.signed, '李四', '完成签署（企业章、个人章）', 28 * hour],
        [logType.signNotified, '系统', '通知 孙八 签署', 28 * hour],
        [logType.viewed, '孙八', '查看了合同', 90 * minute],
      ],
    }),
    flow(now, {
      id: 'UNKNOWN',
      title: '数据处理补充协议',
      // A status and an operation that e签宝 does not have today and could add tomorrow.
      status: 9,
      signers: [member('lisi', '李四', 1, { status: signStatus.due })],
      logs: [...opening(2 * day, '李四'), ['99', '张三', '冻结了流程', 26 * hour]],
    }),
    flow(now, {
      id: 'LONG',
      title: '五年期设备维护合同',
      status: flowStatus.signing,
      signers: [
        member('lisi', '李四', 1, { status: signStatus.signed }),
        member('wangwu', '王五', 2, { status: signStatus.due }),
      ],
      logs: longLog(),
    }),
  ]
}

/** Fresh flows of the main organisation, all started by 张三, with times relative to `now`. */
export function seedFlows(now: number): Flow[] {
  return [...flowsOfEachStatus(now), ...flowsForSpecialCases(now)]
}

import type { Flow, Signer } from '#sandbox/state/flow-model.ts'
import { flowStatus, logType, signStatus } from '#sandbox/state/flow-model.ts'
import { day, hour, member, minute, opening, partner, seededFlow } from './flow-seed.ts'

/** One flow in each documented status. */
export function flowsByStatus(now: number): Flow[] {
  const li = (status: Signer['status']) => member('lisi', '李四', 1, { status })
  const wang = (status: Signer['status']) => member('wangwu', '王五', 2, { status })
  const waited = 2 * day + 3 * hour
  return [
    seededFlow(now, {
      id: 'SIGNING',
      title: '办公设备采购合同',
      attachments: ['设备清单.pdf'],
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
        [logType.attachmentAdded, '张三', '添加了附件《设备清单.pdf》', waited + hour],
        [logType.signed, '张三', '完成签署（个人章）', waited + minute],
        [logType.signNotified, '系统', '通知 李四 签署', waited],
        [logType.viewed, '李四', '查看了合同', day + 2 * hour],
      ],
    }),
    seededFlow(now, {
      id: 'DRAFT',
      title: '市场推广服务协议',
      status: flowStatus.draft,
      signers: [li(signStatus.later), partner(2, signStatus.later)],
      logs: opening(3 * hour, '李四').slice(0, 3),
    }),
    seededFlow(now, {
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
    seededFlow(now, {
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
    seededFlow(now, {
      id: 'TERMINATED',
      title: '员工保密协议',
      status: flowStatus.terminated,
      signers: [li(signStatus.due)],
      logs: [
        ...opening(9 * day, '李四'),
        [logType.documentRemoved, '系统', '合同文件已失效，流程终止', 8 * day],
      ],
    }),
    seededFlow(now, {
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
    seededFlow(now, {
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
    seededFlow(now, {
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

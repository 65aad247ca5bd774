import type { Flow } from '#sandbox/state/flow-model.ts'
import { flowStatus, logType, signStatus } from '#sandbox/state/flow-model.ts'
import { day, hour, member, minute, opening, partner, seededFlow } from './flow-seed.ts'
import { longLog } from './long-log.ts'

/** Flows for rare cases: seal approval, an outside signer, an unknown status, a long log. */
export function specialFlows(now: number): Flow[] {
  return [
    seededFlow(now, {
      id: 'SEAL-APPROVAL',
      title: '战略合作框架协议',
      more: ['合作实施细则.pdf'],
      status: flowStatus.signing,
      signers: [
        member('zhangsan', '张三', 1, {
          seals: ['company', 'personal'],
          status: signStatus.inApproval,
        }),
        partner(2, signStatus.later),
      ],
      // An approval names 李四 without a user id; as a recipient of a copy, 李四 has one.
      copies: [{ userId: 'lisi', name: '李四' }],
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
    seededFlow(now, {
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
    seededFlow(now, {
      id: 'UNKNOWN',
      title: '数据处理补充协议',
      // A status and an operation that e签宝 does not have today, but could add.
      status: 9,
      signers: [member('lisi', '李四', 1, { status: signStatus.due })],
      logs: [...opening(2 * day, '李四'), ['99', '张三', '冻结了流程', 26 * hour]],
    }),
    seededFlow(now, {
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

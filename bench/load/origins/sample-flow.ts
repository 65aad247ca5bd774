/** A flow of typical length: twenty records, three signers. */
export const shortFlowId = 'PRO-SANDBOX-SIGNING'

/** The sandbox's flow with 5,000 records. */
export const longFlowId = 'PRO-SANDBOX-LONG'

const operations: [type: string, operator: string, description: string][] = [
  ['1', '张三', '创建了签署流程'],
  ['40', '张三', '添加了合同文件'],
  ['60', '张三', '添加了签署方'],
  ['20', '张三', '添加了签署区'],
  ['4', '张三', '开启了签署流程'],
  ['25', '系统', '通知 张三 签署'],
  ['8', '张三', '查看了合同'],
  ['50', '张三', '添加了附件《设备清单.pdf》'],
  ['23', '张三', '完成签署（个人章）'],
  ['25', '系统', '通知 李四 签署'],
]

const hour = 3_600_000

/** e签宝's answer for the short flow: `operations` twice, the last one half a day ago. */
export function shortFlowDetail(now: number): unknown {
  const all = [...operations, ...operations]
  return {
    businessScene: '办公设备采购合同',
    flowStatus: 1,
    initiatorName: '张三',
    initiatorAuthorizedName: '杭州星河科技有限公司',
    logs: all.map(([logType, operatorAccountName, operateDescription], index) => ({
      logType,
      operatorAccountName,
      operateDescription,
      operateTime: now - (all.length + 11 - index) * hour,
    })),
  }
}

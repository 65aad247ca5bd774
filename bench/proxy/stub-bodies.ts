const minute = 60_000
const firstTime = Date.UTC(2026, 0, 5)

/** e签宝's answer for a flow. */
export function flowDetail(records: number): unknown {
  return {
    initiatorName: '张三',
    initiatorAuthorizedName: '杭州星河科技有限公司',
    businessScene: '办公设备采购合同',
    flowStatus: 1,
    logs: Array.from({ length: records }, (_, index) => record(index)),
  }
}

export const signing = {
  businessScene: '办公设备采购合同',
  flowStatus: 1,
  signers: [
    { signStatus: 2, signerName: '张三' },
    { signStatus: 0, signerName: '李四' },
    { signStatus: 1, signerName: '孙八' },
  ],
}

export const noApprovals = { data: [] }

function record(index: number): unknown {
  return {
    logType: '8',
    operateDescription: `查看了合同（第 ${index} 次）`,
    operateTime: firstTime + index * minute,
    operatorAccountName: '李四',
  }
}

const minute = 60_000
const firstTime = Date.UTC(2026, 0, 5)

/** e签宝's answer for a flow with 20 records plus `moreRecords`. */
export function flowDetail(moreRecords: number): unknown {
  return {
    initiatorName: '张三',
    initiatorAuthorizedName: '杭州星河科技有限公司',
    businessScene: '办公设备采购合同',
    flowStatus: 1,
    logs: Array.from({ length: 20 + moreRecords }, (_, index) => record(index)),
  }
}

/** e签宝's answer for a flow, of about `bytes` bytes. */
export function bigFlowDetail(bytes: number): unknown {
  const each = Buffer.byteLength(JSON.stringify(record(10_000))) + 1
  return flowDetail(Math.ceil(bytes / each) - 20)
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

import type { OperationName } from '#proxy/upstream/esign/wire/operations-v2.ts'

const page = {
  taskId: 'PRO-1',
  pcUrl: 'dingtalk://dingtalkclient/action/openapp?corpid=ding1&container_type=work_platform',
  mobileUrl: 'https://smlt.esign.cn/abc',
}

/** Titles have the spellings of both generations. */
const flow = { businessScene: '劳动合同', businessSense: '劳动合同', flowStatus: 1 }

const order = { esignOrderId: 'ES-1' }

const realName = {
  isRealName: 'true',
  realName: true,
  orgRealName: '天谷',
  userRealName: '王五',
}

/** A documented payload of each operation, with the fields of both generations. */
export const samplePayloads: Readonly<Record<OperationName, unknown>> = {
  initialiseDeveloper: true,
  getAuthorisationUrl: page,
  cancelAuthorisation: { result: true },
  placeChannelOrder: order,
  placeResaleOrder: order,
  getMargin: { margin: 98 },
  getAppState: { installStatus: 'OPEN', authStatus: 'AUTH' },
  getCorpRealName: realName,
  getConsoleUrl: { orgConsoleUrl: 'https://esign.cn/console' },
  getUserRealName: realName,
  getUserRealNameUrl: page,
  getCorpRealNameUrl: page,
  getUploadAddress: { fileId: 'file-1', uploadUrl: 'https://esignoss.esign.cn/1' },
  getFile: {
    fileId: 'file-1',
    name: '合同.pdf',
    size: 81_244,
    pdfTotalPages: 4,
    status: 2,
    downloadUrl: 'https://esignoss.esign.cn/1',
  },
  getStartUrl: page,
  startAtOnce: { taskId: 'PRO-1' },
  getSignUrl: {
    ...page,
    longUrl: 'https://smlt.esign.cn/long',
    shortUrl: 'https://smlt.esign.cn/s',
  },
  getSigners: { ...flow, signers: [{ signStatus: 2, signerName: '王五' }] },
  getFlow: {
    ...flow,
    initiatorName: '王五',
    initiatorAuthorizedName: '天谷',
    logs: [
      {
        logType: '8',
        operateDescription: '查看了流程',
        operateTime: 1_618_302_600_000,
        operatorAccountName: '王五',
      },
    ],
  },
  getDocuments: [{ fileId: 'file-1', fileName: '合同.pdf', fileUrl: 'https://a.esign.cn/1' }],
  getSealApprovals: [
    {
      approvalName: '用印审批',
      sponsorAccountName: '张三',
      status: 'REFUSED',
      startTime: 1_618_302_600_000,
      endTime: 1_618_302_700_000,
      refuseReason: '金额有误',
      sealIdImg: 'https://a.esign.cn/seal.png',
      approvalNodes: [
        {
          approverName: '王五',
          status: 'REFUSED',
          startTime: 1_618_302_600_000,
          approvalTime: '1618302700000',
        },
      ],
    },
  ],
  getApprovalAttachments: [
    {
      flowId: 'flow-1',
      status: '2',
      files: [
        {
          fileName: '合同.pdf',
          originalFileUrl: 'https://a.esign.cn/1',
          signFinishFileUrl: 'https://a.esign.cn/2',
        },
      ],
    },
  ],
}

import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import type { ProblemCode } from '../../../shared/problem-code.ts'
import type { StartAtOnceRequest, StartPageRequest } from '../calls/start-request.ts'
import type { Esign } from '../esign.ts'
import type { OperationName } from '../wire/operation.ts'

/** Our client before a running sandbox. */
export type Sandboxed = {
  esign: Esign
  corpId: string
  generation: '1.0' | '2.0'
  /** A control call of the sandbox, by its path below `/_sandbox`. */
  control: (method: 'POST' | 'PATCH', path: string, body: unknown) => Promise<unknown>
}

type Step = (sandboxed: Sandboxed) => Promise<unknown>

/** How one operation is shown to work against the sandbox. */
type EsignCase = {
  /** What must have been done before. */
  before?: Step
  succeed: Step
  /** What success gives in our words: the same in both generations where nothing else is said. */
  result: unknown
  /** What success gives in 1.0 where that differs. */
  resultV1?: unknown
  /** A call that e签宝 refuses, and our code for it. 1.0 has one code for nearly everything. */
  refuse: Step
  problem: { '2.0': ProblemCode; '1.0'?: ProblemCode }
}

const http = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/_sandbox\//)
const time = expect.any(Number)
const noFlow = 'PRO-NONE'
const flowNotFound = { '2.0': 'flow-not-found', '1.0': 'flow-not-found' } as const

const initialise: Step = ({ esign, corpId }) =>
  esign.initialiseDeveloper(corpId, { noticeUrl: 'http://127.0.0.1:9/notices' })

function changeCorp(changes: Record<string, boolean>): Step {
  return ({ control, corpId }) => control('PATCH', `/corps/${corpId}`, changes)
}

const withdrawAuthorisation = changeCorp({ esignAuthorised: false })

function inOrder(...steps: readonly Step[]): Step {
  return async (sandboxed) => {
    let last: unknown
    for (const step of steps) last = await step(sandboxed)
    return last
  }
}

/** Has the sandbox refuse the next calls with what its own state cannot bring about. */
function failNext(codes: { '2.0': string; '1.0': string }, times: number): Step {
  return ({ control, generation }) => {
    const body = { code: codes[generation], message: 'refused', requestid: 'SANDBOX' }
    const match = `/v${generation}/esign/`
    return control('POST', '/faults', { match, status: 400, body, times })
  }
}

function taskPage(prefix: string) {
  return { taskId: expect.stringMatching(`^${prefix}-`), pcUrl: http, mobileUrl: http }
}

const channelOrder = {
  orderId: 'ORDER-1',
  quantity: 50,
  orderedAt: 1_780_000_000_000,
  itemCode: 'ITEM-1',
  itemName: '标准套餐',
  paidFen: 10_000,
}

const resaleOrder = {
  orderId: 'ORDER-2',
  quantity: 50,
  orderedAt: 1_780_000_000_000,
  validFrom: 1_780_000_000_000,
  validUntil: 1_811_536_000_000,
}

const newFile = {
  name: '合同.pdf',
  bytes: 14,
  contentMd5: createHash('md5').update('Sandbox upload').digest('base64'),
  contentType: 'application/pdf',
  convertToPdf: false,
}

const start = {
  initiatorUserId: 'zhangsan',
  title: '办公设备采购合同',
  copies: [{ kind: 'member', userId: 'qianqi' }],
  redirectUrl: 'https://our.example/flows',
  source: { pcUrl: 'https://our.example/', mobileUrl: 'https://our.example/', text: '采购单' },
  ownReference: 'OURS-1',
} as const

export const startPageRequest: StartPageRequest = {
  ...start,
  files: [{ fileId: 'FILE-SANDBOX-SIGNING', name: '合同.pdf' }],
  participants: [
    { kind: 'member', userId: 'lisi', seals: ['company', 'personal'] },
    {
      kind: 'outsider',
      account: '13800000000',
      name: '周十',
      organization: '上海云帆贸易有限公司',
      seals: ['company'],
    },
  ],
  autoStart: false,
}

export const startAtOnceRequest: StartAtOnceRequest = {
  ...start,
  files: [{ fileId: 'FILE-SANDBOX-SIGNING', name: '合同.pdf', kind: 'contract' }],
  participants: [
    {
      kind: 'member',
      userId: 'lisi',
      seals: ['personal'],
      order: 1,
      areas: [
        {
          fileId: 'FILE-SANDBOX-SIGNING',
          page: '1',
          x: 100.5,
          y: 200,
          seal: 'handler',
          acrossPages: false,
          dateFormat: 'yyyy-MM-dd',
        },
      ],
    },
    { kind: 'member', userId: 'wangwu', seals: ['personal'], order: 2 },
  ],
  deadline: 4_000_000_000_000,
}

function startAtOnce(request: StartAtOnceRequest): Step {
  return async ({ esign, corpId }) => esign.startAtOnce?.(corpId, request)
}

/** One for each operation. */
export const esignCases: Record<OperationName, EsignCase> = {
  initialiseDeveloper: {
    succeed: initialise,
    result: true,
    refuse: inOrder(initialise, initialise),
    problem: { '2.0': 'esign-already-initialised', '1.0': 'upstream-rejected' },
  },
  getAuthorisationUrl: {
    before: initialise,
    succeed: ({ esign, corpId }) =>
      esign.getAuthorisationUrl(corpId, { redirectUrl: 'https://our.example/admin' }),
    result: taskPage('AUTH'),
    refuse: ({ esign, corpId }) => esign.getAuthorisationUrl(corpId, {}),
    problem: { '2.0': 'esign-not-initialised', '1.0': 'upstream-rejected' },
  },
  cancelAuthorisation: {
    succeed: ({ esign, corpId }) => esign.cancelAuthorisation(corpId),
    result: true,
    refuse: inOrder(withdrawAuthorisation, ({ esign, corpId }) =>
      esign.cancelAuthorisation(corpId),
    ),
    problem: { '2.0': 'upstream-rejected', '1.0': 'upstream-rejected' },
  },
  placeChannelOrder: {
    before: initialise,
    succeed: ({ esign, corpId }) => esign.placeChannelOrder(corpId, channelOrder),
    result: expect.stringMatching(/^ES/),
    refuse: inOrder(
      initialise,
      ({ esign, corpId }) => esign.placeChannelOrder(corpId, channelOrder),
      ({ esign, corpId }) => esign.placeChannelOrder(corpId, channelOrder),
    ),
    problem: { '2.0': 'order-repeated', '1.0': 'input-refused' },
  },
  placeResaleOrder: {
    before: initialise,
    succeed: ({ esign, corpId }) => esign.placeResaleOrder(corpId, resaleOrder),
    result: expect.stringMatching(/^ES/),
    refuse: inOrder(initialise, ({ esign, corpId }) =>
      esign.placeResaleOrder(corpId, { ...resaleOrder, quantity: 0 }),
    ),
    problem: { '2.0': 'input-refused', '1.0': 'input-refused' },
  },
  getMargin: {
    succeed: ({ esign, corpId }) => esign.getMargin(corpId),
    result: { contractsLeft: 100 },
    refuse: inOrder(changeCorp({ realNameVerified: false }), ({ esign, corpId }) =>
      esign.getMargin(corpId),
    ),
    problem: { '2.0': 'corp-not-real-name-verified', '1.0': 'upstream-rejected' },
  },
  getAppState: {
    succeed: ({ esign, corpId }) => esign.getAppState(corpId),
    result: {
      install: 'installed',
      installCode: 'OPEN',
      authorisation: 'authorised',
      authorisationCode: 'AUTH',
    },
    refuse: inOrder(
      failNext({ '2.0': 'getOpenAuthCorpError', '1.0': 'invalidRequest.invalidAguemnts' }, 1),
      ({ esign, corpId }) => esign.getAppState(corpId),
    ),
    problem: { '2.0': 'upstream-rejected', '1.0': 'upstream-rejected' },
  },
  getCorpRealName: {
    succeed: ({ esign, corpId }) => esign.getCorpRealName(corpId),
    result: { status: 'verified', statusCode: 'true', name: '杭州星河科技有限公司' },
    refuse: inOrder(withdrawAuthorisation, ({ esign, corpId }) => esign.getCorpRealName(corpId)),
    problem: { '2.0': 'upstream-rejected', '1.0': 'upstream-rejected' },
  },
  getConsoleUrl: {
    succeed: ({ esign, corpId }) => esign.getConsoleUrl(corpId),
    result: http,
    // Documented as a number there, which is no address.
    resultV1: null,
    refuse: inOrder(withdrawAuthorisation, ({ esign, corpId }) => esign.getConsoleUrl(corpId)),
    problem: { '2.0': 'upstream-rejected', '1.0': 'upstream-rejected' },
  },
  getUserRealName: {
    succeed: ({ esign, corpId }) => esign.getUserRealName(corpId, 'lisi'),
    result: { status: 'verified', statusCode: 'true', name: '李四' },
    refuse: ({ esign, corpId }) => esign.getUserRealName(corpId, 'nobody'),
    problem: { '2.0': 'person-not-found', '1.0': 'person-not-found' },
  },
  getUserRealNameUrl: {
    succeed: ({ esign, corpId }) =>
      esign.getUserRealNameUrl(corpId, {
        userId: 'zhaoliu',
        redirectUrl: 'https://our.example/me',
      }),
    result: taskPage('PRN'),
    refuse: ({ esign, corpId }) => esign.getUserRealNameUrl(corpId, { userId: 'nobody' }),
    problem: { '2.0': 'upstream-rejected', '1.0': 'upstream-rejected' },
  },
  getCorpRealNameUrl: {
    before: initialise,
    succeed: ({ esign, corpId }) =>
      esign.getCorpRealNameUrl(corpId, {
        userId: 'wangwu',
        redirectUrl: 'https://our.example/admin',
      }),
    result: taskPage('ORN'),
    refuse: inOrder(initialise, ({ esign, corpId }) =>
      esign.getCorpRealNameUrl(corpId, { userId: 'lisi' }),
    ),
    problem: { '2.0': 'not-corp-admin', '1.0': 'upstream-rejected' },
  },
  getUploadAddress: {
    succeed: ({ esign, corpId }) => esign.getUploadAddress(corpId, newFile),
    result: { fileId: expect.stringMatching(/./), uploadUrl: http },
    refuse: ({ esign, corpId }) =>
      esign.getUploadAddress(corpId, { ...newFile, contentMd5: 'not base64' }),
    problem: { '2.0': 'input-refused', '1.0': 'input-refused' },
  },
  getFile: {
    succeed: ({ esign, corpId }) => esign.getFile(corpId, 'FILE-SANDBOX-COMPLETED'),
    result: {
      fileId: 'FILE-SANDBOX-COMPLETED',
      name: expect.stringMatching(/\.pdf$/),
      bytes: expect.any(Number),
      pages: 1,
      status: 'uploaded',
      statusCode: 2,
      downloadUrl: http,
    },
    refuse: ({ esign, corpId }) => esign.getFile(corpId, 'NO-FILE'),
    problem: { '2.0': 'file-not-found', '1.0': 'file-not-found' },
  },
  getStartUrl: {
    succeed: ({ esign, corpId }) => esign.getStartUrl(corpId, startPageRequest),
    result: taskPage('PRO'),
    refuse: ({ esign, corpId }) =>
      esign.getStartUrl(corpId, {
        ...startPageRequest,
        participants: [
          { kind: 'outsider', account: '13800000000', name: '周十', seals: ['company'] },
        ],
      }),
    problem: { '2.0': 'company-name-required', '1.0': 'input-refused' },
  },
  startAtOnce: {
    before: initialise,
    succeed: startAtOnce(startAtOnceRequest),
    result: expect.stringMatching(/^PRO-/),
    refuse: inOrder(initialise, startAtOnce({ ...startAtOnceRequest, initiatorUserId: 'zhaoliu' })),
    problem: { '2.0': 'user-not-real-name-verified' },
  },
  getSignUrl: {
    succeed: ({ esign, corpId }) => esign.getSignUrl(corpId, 'PRO-SANDBOX-SIGNING'),
    result: { pcUrl: http, mobileUrl: http },
    refuse: ({ esign, corpId }) => esign.getSignUrl(corpId, noFlow),
    problem: { '2.0': 'flow-not-found', '1.0': 'upstream-rejected' },
  },
  getSigners: {
    succeed: ({ esign, corpId }) => esign.getSigners(corpId, 'PRO-SANDBOX-SIGNING'),
    result: {
      taskId: 'PRO-SANDBOX-SIGNING',
      title: '办公设备采购合同',
      status: 'signing',
      statusCode: 1,
      signers: [
        { name: '张三', status: 'signed', statusCode: 2 },
        { name: '李四', status: 'waiting', statusCode: 0 },
        { name: '孙八', status: 'unsigned', statusCode: 1 },
      ],
    },
    refuse: ({ esign, corpId }) => esign.getSigners(corpId, noFlow),
    problem: flowNotFound,
  },
  getFlow: {
    succeed: ({ esign, corpId }) => esign.getFlow(corpId, 'PRO-SANDBOX-SIGNING'),
    result: {
      taskId: 'PRO-SANDBOX-SIGNING',
      title: '办公设备采购合同',
      status: 'signing',
      statusCode: 1,
      initiator: { name: '张三', organization: '杭州星河科技有限公司' },
      logs: expect.arrayContaining([
        {
          type: 'flow-created',
          typeCode: '1',
          description: expect.stringMatching(/./),
          operator: '张三',
          time,
        },
      ]),
    },
    refuse: ({ esign, corpId }) => esign.getFlow(corpId, noFlow),
    problem: flowNotFound,
  },
  getDocuments: {
    succeed: ({ esign, corpId }) => esign.getDocuments(corpId, 'PRO-SANDBOX-COMPLETED'),
    result: [
      { fileId: 'FILE-SANDBOX-COMPLETED', name: expect.stringMatching(/\.pdf$/), url: http },
    ],
    refuse: ({ esign, corpId }) => esign.getDocuments(corpId, noFlow),
    problem: flowNotFound,
  },
  getSealApprovals: {
    succeed: ({ esign, corpId }) => esign.getSealApprovals(corpId, 'PRO-SANDBOX-SEAL-APPROVAL'),
    result: [
      {
        name: expect.stringMatching(/./),
        status: 'approving',
        statusCode: 'APPROVING',
        sponsor: expect.stringMatching(/./),
        startTime: time,
        endTime: null,
        refuseReason: null,
        sealImageUrl: http,
        nodes: expect.arrayContaining([
          expect.objectContaining({ status: 'approving', startTime: time, decisionTime: null }),
        ]),
      },
    ],
    refuse: ({ esign, corpId }) => esign.getSealApprovals(corpId, noFlow),
    problem: flowNotFound,
  },
  getApprovalAttachments: {
    succeed: async ({ esign, corpId }) =>
      esign.getApprovalAttachments?.(corpId, 'SANDBOX-INSTANCE-1'),
    result: expect.arrayContaining([
      {
        flowId: 'PRO-SANDBOX-COMPLETED',
        statusCode: 2,
        files: [{ name: expect.stringMatching(/\.pdf$/), originalUrl: http, signedUrl: http }],
      },
    ]),
    // No page documents a refusal: it is one that every call can meet, of the second token too.
    refuse: inOrder(
      failNext({ '2.0': 'InvalidAuthentication', '1.0': 'InvalidAuthentication' }, 2),
      async ({ esign, corpId }) => esign.getApprovalAttachments?.(corpId, 'SANDBOX-INSTANCE-1'),
    ),
    problem: { '2.0': 'upstream-credentials' },
  },
}

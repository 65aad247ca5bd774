import { expect } from 'vitest'
import type {
  StartAtOnceRequest,
  StartPageRequest,
} from '#proxy/upstream/esign/calls/start-request.ts'
import {
  failNext,
  http,
  initialise,
  inOrder,
  taskPage,
  type EsignCase,
  type Step,
} from './esign-case.ts'

const time = expect.any(Number)
const noFlow = 'PRO-NONE'
const flowNotFound = { '2.0': 'flow-not-found', '1.0': 'flow-not-found' } as const

const start = {
  initiatorUserId: 'zhangsan',
  title: '办公设备采购合同',
  copies: [{ kind: 'member', userId: 'qianqi' }],
  redirectUrl: 'https://our.example/flows',
  source: { pcUrl: 'https://our.example/', mobileUrl: 'https://our.example/', text: '采购单' },
  ownReference: 'OURS-1',
} as const

const startPageRequest: StartPageRequest = {
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

/** One case for each operation about flows. */
export const flowCases = {
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
    // No refusal is documented: this is one that any call can meet, here also with the second
    // token.
    refuse: inOrder(
      failNext({ '2.0': 'InvalidAuthentication', '1.0': 'InvalidAuthentication' }, 2),
      async ({ esign, corpId }) => esign.getApprovalAttachments?.(corpId, 'SANDBOX-INSTANCE-1'),
    ),
    problem: { '2.0': 'upstream-credentials' },
  },
} satisfies Record<string, EsignCase>

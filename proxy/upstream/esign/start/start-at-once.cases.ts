import { expect } from 'vitest'
import { z } from 'zod'
import {
  initialise,
  inOrder,
  type Step,
  type EsignCase,
} from '#proxy/upstream/esign/testing/esign-case.ts'
import type { StartAtOnceRequest } from './start-at-once.ts'

/** What both ways to start a flow are given. */
export const startRequest = {
  initiatorUserId: 'zhangsan',
  title: '办公设备采购合同',
  copies: [{ kind: 'member', userId: 'qianqi' }],
  redirectUrl: 'https://our.example/flows',
  source: { pcUrl: 'https://our.example/', mobileUrl: 'https://our.example/', text: '采购单' },
  ownReference: 'OURS-1',
} as const

export const startAtOnceRequest: StartAtOnceRequest = {
  ...startRequest,
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

function start(request: StartAtOnceRequest): Step {
  return async ({ esign, corpId }) => esign.startAtOnce?.(corpId, request)
}

export const startAtOnce: EsignCase = {
  sample: { taskId: 'PRO-1' },
  schema: z.string().nullable(),
  before: initialise,
  succeed: start(startAtOnceRequest),
  result: expect.stringMatching(/^PRO-/),
  refuse: inOrder(initialise, start({ ...startAtOnceRequest, initiatorUserId: 'zhaoliu' })),
  problem: { '2.0': 'user-not-real-name-verified' },
}

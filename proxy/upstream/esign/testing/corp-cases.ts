import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import {
  changeCorp,
  failNext,
  http,
  initialise,
  inOrder,
  taskPage,
  withdrawAuthorisation,
  type EsignCase,
} from './esign-case.ts'

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

/** One case for each operation about a corp, its people, orders or files. */
export const corpCases = {
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
    problem: { '2.0': 'corp-not-authorised', '1.0': 'corp-not-authorised' },
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
    problem: { '2.0': 'corp-not-authorised', '1.0': 'corp-not-authorised' },
  },
  getConsoleUrl: {
    succeed: ({ esign, corpId }) => esign.getConsoleUrl(corpId),
    result: http,
    // Documented as a number in 1.0, which is no address.
    resultV1: null,
    refuse: inOrder(withdrawAuthorisation, ({ esign, corpId }) => esign.getConsoleUrl(corpId)),
    problem: { '2.0': 'corp-not-authorised', '1.0': 'corp-not-authorised' },
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
      pages: 3,
      status: 'uploaded',
      statusCode: 2,
      downloadUrl: http,
    },
    refuse: ({ esign, corpId }) => esign.getFile(corpId, 'NO-FILE'),
    problem: { '2.0': 'file-not-found', '1.0': 'file-not-found' },
  },
} satisfies Record<string, EsignCase>

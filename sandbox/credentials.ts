/** The organisation whose people, flows and internal app the sandbox plays: 杭州星河科技有限公司. */
export const sandboxCorpId = 'dingsandbox5f1c2e7a9b3d4860'

/** A second organisation that has opened the third-party app but is not verified in e签宝. */
export const secondCorpId = 'dingsandbox8a6d0c4e2f7b9135'

/** An organisation that has opened the third-party app and done nothing else. */
export const newCorpId = 'dingsandbox7193bf305264a8c5'

/** An organisation that exists but has not opened the third-party app. */
export const strangerCorpId = 'dingsandbox1b9e7d3c5a2f4068'

/** The internal app (企业内部应用) of `sandboxCorpId`. */
export const internalApp = {
  clientId: 'dingsandboxinternal01',
  clientSecret: 'sandbox-internal-secret-not-a-secret',
  agentId: '3000000001',
} as const

/** The third-party app (第三方企业应用) that `sandboxCorpId` and `secondCorpId` have opened. */
export const thirdPartyApp = {
  suiteKey: 'suitesandboxthirdparty01',
  suiteSecret: 'sandbox-suite-secret-not-a-secret',
  suiteTicket: 'sandbox-suite-ticket',
  appId: '50001',
  /** Each organisation that opens the app gets its own agent id. */
  agentIds: { [sandboxCorpId]: '3000000002', [secondCorpId]: '3000000003' },
  /** Templates of work notifications: one approved by DingTalk, one still in review. */
  templates: { approved: 'sandbox-template-approved', inReview: 'sandbox-template-in-review' },
} as const

/** User id of 王五 of `sandboxCorpId`, who operates the app unless other operators are set. */
export const sampleOperator = 'wangwu'

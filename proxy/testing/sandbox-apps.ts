import { internalApp, sandboxCorpId, thirdPartyApp } from '#sandbox/played.ts'

/** Settings of the sandbox's internal app. */
export const internal = {
  DINGTALK_CLIENT_ID: internalApp.clientId,
  DINGTALK_CLIENT_SECRET: internalApp.clientSecret,
  DINGTALK_CORP_ID: sandboxCorpId,
}

/**
 * The internal app with messages, operated by 王五. A flow is for those who take part in it.
 */
export const withMessages = {
  ...internal,
  DINGTALK_AGENT_ID: internalApp.agentId,
  FLOW_ACCESS: 'participants',
  OPERATOR_USER_IDS: `${sandboxCorpId}:wangwu`,
}

/** Settings of the sandbox's third-party app. */
export const thirdParty = {
  DINGTALK_APP_KIND: 'third-party',
  DINGTALK_CLIENT_ID: thirdPartyApp.suiteKey,
  DINGTALK_CLIENT_SECRET: thirdPartyApp.suiteSecret,
  DINGTALK_SUITE_TICKET: thirdPartyApp.suiteTicket,
}

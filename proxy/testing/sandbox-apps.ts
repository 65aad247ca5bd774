import { internalApp, sandboxCorpId, thirdPartyApp } from '#sandbox/played.ts'

/** Settings of the sandbox's internal app. */
export const internal = {
  DINGTALK_CLIENT_ID: internalApp.clientId,
  DINGTALK_CLIENT_SECRET: internalApp.clientSecret,
  DINGTALK_CORP_ID: sandboxCorpId,
}

/** Settings of the sandbox's third-party app. */
export const thirdParty = {
  DINGTALK_APP_KIND: 'third-party',
  DINGTALK_CLIENT_ID: thirdPartyApp.suiteKey,
  DINGTALK_CLIENT_SECRET: thirdPartyApp.suiteSecret,
  DINGTALK_SUITE_TICKET: thirdPartyApp.suiteTicket,
}

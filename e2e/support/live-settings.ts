import { sandboxCorpId } from '#sandbox/credentials.ts'

/** Settings of an app without a sandbox, where no call upstream may be made. */
export const liveSettings: Record<string, string> = {
  DINGTALK_CLIENT_ID: 'dingexample',
  DINGTALK_CLIENT_SECRET: 'not-a-secret',
  DINGTALK_CORP_ID: sandboxCorpId,
  SESSION_SECRET: 'a secret of the tests that is long enough',
  // Nothing listens on this port.
  DINGTALK_API_URL: 'http://127.0.0.1:9',
  DINGTALK_OAPI_URL: 'http://127.0.0.1:9',
}

import { createLogger } from '#proxy/base/log.ts'
import { createStore } from '#proxy/base/store/store.ts'
import { controlOf, issueAuthCode } from '#proxy/testing/control-sandbox.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { reportMemory } from '#proxy/testing/report-memory.ts'
import { startTestProxy } from '#proxy/testing/test-proxy.ts'

/**
 * A proxy in a child process, so that its memory can be measured. Reports its address, a member's
 * cookie, and its memory.
 */

const { DINGTALK_CORP_ID: corpId } = internal
const sandboxUrl = process.argv[2] ?? ''
const store = createStore({
  databaseUrl: process.argv[3] ?? '',
  log: createLogger('silent'),
})
const proxy = await startTestProxy(sandboxUrl, internal, { store })
const authCode = await issueAuthCode(controlOf(sandboxUrl), 'zhangsan', corpId)
await proxy.signIn({ authCode, corpId })
reportMemory(() => void proxy.close())
process.send?.({ url: await proxy.listen(), cookie: proxy.cookie() })

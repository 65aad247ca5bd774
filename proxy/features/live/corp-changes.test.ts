import { expect, it, vi } from 'vitest'
import { sandboxCorpId } from '#sandbox/played.ts'
import { taskPageSchema } from '#shared/schemas/launch-page.ts'
import { internal, thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { startTestProxy } from '#proxy/testing/test-proxy.ts'
import { listenToEvents } from './testing/listen-to-events.ts'

const secret = 'the-secret-of-notices'

it.each([
  ['an internal app', internal],
  ['a third-party app', thirdParty],
])(
  "the corp's pages get an event when it has authorised %s, with the notice sent to another instance",
  async (_kind, env) => {
    const settings = {
      ...env,
      ESIGN_NOTICE_SECRET: secret,
      OPERATOR_USER_IDS: `${sandboxCorpId}:wangwu`,
    }
    const app = await startSandboxedProxy(settings)
    // This instance shares the store, but has not created the page.
    const other = await startTestProxy(app.sandboxUrl, settings, { store: app.store })
    const url = await app.proxy.listen()
    await app.signIn('wangwu')
    await app.post('/api/corp/initialise')
    const answer = await app.post('/api/corp/auth-url')
    const { taskId } = taskPageSchema.parse(await answer.json())
    const page = await listenToEvents(`${url}/api/events`, { cookie: app.proxy.cookie() })
    const body = { action: 'CORP_AUTH', taskId, bizData: { status: 'SUCCESS' } }
    const posted = await other.ask(`/callbacks/esign/${secret}`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
    expect(posted.status).toBe(200)
    await vi.waitFor(() => expect(page.events).toMatchObject([{ data: { taskId: null } }]))
    page.leave()
    await other.close()
    await app.close()
  },
)

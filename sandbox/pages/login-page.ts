import { randomBytes } from 'node:crypto'
import { Hono, type Context } from 'hono'
import { html } from 'hono/html'
import { internalApp, thirdPartyApp } from '#sandbox/credentials.ts'
import type { Corp } from '#sandbox/state/people.ts'
import type { World } from '#sandbox/state/state.ts'
import { formText, renderPage } from './page-layout.ts'

const title = '钉钉登录'

const validMs = 5 * 60_000

/** The most organisations that are shown; tests add thousands. */
const maxCorps = 20

/** What an app may ask of the page, and what the page says of anything else. */
function refusalOf(world: World, query: Record<string, string>): string | null {
  const { client_id: clientId = '', redirect_uri: redirect = '', scope = '', prompt } = query
  if (clientId !== internalApp.clientId && clientId !== thirdPartyApp.suiteKey)
    return '应用不存在：client_id 不正确'
  if (!URL.canParse(redirect)) return 'redirect_uri 不是合法的地址'
  // The console has the app's own address.
  if (world.publicUrl !== undefined && new URL(redirect).origin !== world.publicUrl)
    return 'redirect_uri 不在应用登记的重定向 URL 中'
  if (query['response_type'] !== 'code') return 'response_type 只支持 code'
  if (scope !== 'openid' && scope !== 'openid corpid') return 'scope 只支持 openid 和 openid corpid'
  if (prompt !== 'consent') return 'prompt 只支持 consent'
  if (query['corpId'] !== undefined && scope !== 'openid corpid')
    return 'corpId 只能与 scope=openid corpid 一起使用'
  return null
}

/** Back to the app, with what the page gives it. */
function back(c: Context, given: Record<string, string>): Response {
  const { redirect_uri: redirect = '', state } = c.req.query()
  const address = new URL(redirect)
  for (const [name, value] of Object.entries(given)) address.searchParams.set(name, value)
  if (state !== undefined) address.searchParams.set('state', state)
  return c.redirect(address.href, 303)
}

function peopleOf({ corpId, name, people }: Corp) {
  return html`<h2>${name}</h2>
    ${people.map(
      (person) =>
        html`<button name="person" value="${corpId} ${person.unionId}">
          ${person.name}（${person.title}）
        </button> `,
    )}`
}

/** DingTalk's sign-in page for browsers, `login.dingtalk.com/oauth2/auth`: choose who to be. */
export function loginPage(world: World): Hono {
  const app = new Hono()

  app.get('/auth', (c) => {
    const refusal = refusalOf(world, c.req.query())
    if (refusal !== null)
      return renderPage(c, title, html`<p class="problem" role="alert">${refusal}</p>`, {
        plays: '钉钉',
      })
    const asked = c.req.query('corpId')
    const corps = [...world.state.corps.values()].slice(0, maxCorps)
    const [preset, others] = [
      corps.filter(({ corpId }) => corpId === asked),
      corps.filter(({ corpId }) => corpId !== asked),
    ]
    return renderPage(
      c,
      title,
      html`<p>应用“合同进度”申请获取您的钉钉身份。选择一个身份并同意：</p>
        <form method="post">
          ${preset.map(peopleOf)}
          <details ${preset.length === 0 ? 'open' : ''}>
            <summary>其他组织的人</summary>
            ${others.map(peopleOf)}
          </details>
          <button name="action" value="cancel">取消</button>
        </form>`,
      { plays: '钉钉' },
    )
  })

  app.post('/auth', async (c) => {
    if (refusalOf(world, c.req.query()) !== null) return c.redirect(c.req.url, 303)
    const [corpId = '', unionId = ''] = formText(await c.req.parseBody(), 'person').split(' ')
    const person = world.state.corps.get(corpId)?.people.find((each) => each.unionId === unionId)
    if (person === undefined) return back(c, { error: 'access_denied' })
    const code = randomBytes(16).toString('hex')
    const clientId = c.req.query('client_id') ?? ''
    const expiresAt = world.now() + validMs
    world.state.loginCodes.set(code, { clientId, corpId, unionId, expiresAt })
    return back(c, { code, authCode: code })
  })

  return app
}

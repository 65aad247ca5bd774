import { internalApp, thirdPartyApp } from '#sandbox/credentials.ts'
import { authCodeCall } from '#e2e/client/dingtalk-client.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { openSheet } from '#e2e/support/open-sheet.ts'
import { linkTo } from '#e2e/support/seeds.ts'

// What leaves the server during a visit, and what a page may do.

test('the policy of every page lets only its own scripts run, none made from text or inline', async ({
  page,
  request,
  guard,
}) => {
  for (const path of ['/', linkTo('SIGNING'), '/nowhere']) {
    const policy = (await request.get(path)).headers()['content-security-policy'] ?? ''
    const directives = new Map(
      policy.split('; ').map((directive) => {
        const [name = '', ...sources] = directive.split(' ')
        return [name, sources]
      }),
    )
    expect(directives.get('default-src')).toEqual(["'none'"])
    const scripts = directives.get('script-src') ?? []
    expect(scripts).toContain("'self'")
    expect(scripts.filter((source) => !/^'(self|sha256-[\w+/=]+)'$/.test(source))).toEqual([])
    expect(directives.get('img-src')).toEqual(["'self'", 'data:', 'https:'])
    expect(directives.get('object-src')).toEqual(["'none'"])
    expect(directives.get('base-uri')).toEqual(["'none'"])
    expect(directives.get('frame-ancestors')).toEqual(["'self'", 'https://*.dingtalk.com'])
    expect(policy).not.toMatch(/unsafe-/)
  }
  await page.goto('/')
  await expect(page.getByTestId('sample-flows')).toBeVisible()
  await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'document.title = "run"'
    document.body.append(script)
    const button = document.createElement('button')
    button.setAttribute('onclick', 'document.title = "clicked"')
    document.body.append(button)
    button.click()
    // oxlint-disable-next-line typescript/no-implied-eval -- what the policy has to stop
    setTimeout('document.title = "from text"')
  })
  const found: string[] = []
  await expect
    .poll(async () => {
      found.push(...(await guard.take()))
      return found
    })
    .toEqual(
      expect.arrayContaining([
        expect.stringContaining('policy: script-src-elem forbids inline'),
        expect.stringContaining('policy: script-src-attr forbids inline'),
        expect.stringContaining('policy: script-src forbids eval'),
      ]),
    )
  await expect(page).toHaveTitle('合同进度')
})

test("a seal's picture comes from the app's own origin in sandbox mode", async ({
  page,
  baseURL,
}) => {
  await page.goto(linkTo('SEAL-APPROVAL'))
  await openSheet(page, /^查看印章$/)
  const picture = page.getByRole('dialog').getByRole('img')
  await expect(picture).toHaveJSProperty('naturalWidth', 120)
  await expect(picture).toHaveAttribute('src', `${baseURL}/_sandbox/pages/seal.svg`)
})

test('a visit reveals no secret', async ({ page, client, sandbox }) => {
  const codes: string[] = []
  client.answer(authCodeCall, async () => {
    const code = (await sandbox.authCode('zhangsan')) ?? ''
    codes.push(code)
    return { ok: { code } }
  })
  const responses: Promise<string>[] = []
  page.on('response', (response) => {
    const read = async () => {
      // The event stream never ends, so its body cannot be read.
      const isEndless = response.url().endsWith('/events')
      const body = isEndless ? '' : await response.text().catch(() => '')
      return [response.url(), JSON.stringify(await response.allHeaders()), body].join('\n')
    }
    // What arrives at the test's end can no longer be read.
    responses.push(read().catch(() => ''))
  })
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  await page.getByRole('button', { name: '返回首页' }).click()
  await page.getByTestId('sample-flows').getByRole('link').last().click()
  await expect(page.getByTestId('flow-status')).toBeVisible()
  const seen = (await Promise.all(responses)).join('\n')
  // Shows that the recording works.
  expect(seen).toContain('办公设备采购合同')
  expect(seen).toContain(internalApp.clientId)
  expect(codes).toHaveLength(1)
  for (const secret of [
    internalApp.clientSecret,
    thirdPartyApp.suiteSecret,
    thirdPartyApp.suiteTicket,
    'x-acs-dingtalk-access-token',
    'accessToken',
    'access_token',
    ...codes,
  ]) {
    expect(seen).not.toContain(secret)
  }
})

test('scripts cannot read the session, and a foreign page can neither frame the app nor use it', async ({
  page,
  context,
  baseURL,
  guard,
}) => {
  guard.allow(/frame-ancestors/, /Failed to load resource/, /CORS policy/, /Framing/)
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  const session = (await context.cookies()).find(({ name }) => name === 'session')
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  const visible = await page.evaluate(() => document.cookie)
  expect(visible).toMatch(/^session-corp=/)
  expect(visible).not.toContain(session?.value)
  const stored = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]))
  expect(stored).not.toContain(session?.value)
  await page.route('http://evil.test/', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: `<!doctype html><title>Evil</title><link rel="icon" href="data:," />
        <iframe src="${baseURL}${linkTo('SIGNING')}"></iframe>`,
    }),
  )
  await page.goto('http://evil.test/')
  // `goto` waits for frames too, so the frame's address is final.
  expect(page.frames().map((frame) => frame.url())).toEqual([
    'http://evil.test/',
    'chrome-error://chromewebdata/',
  ])
  const answer = await page.evaluate(
    (address) =>
      fetch(`${address}/api/session`, { method: 'DELETE', credentials: 'include' }).then(
        (response) => response.type,
        () => 'refused',
      ),
    baseURL,
  )
  expect(answer).toBe('refused')
  await page.goto('/')
  await expect(page.getByText('沙箱 · 张三')).toBeVisible()
})

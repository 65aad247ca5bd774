import { everyClient } from '#e2e/client/platforms.ts'
import { internalApp, sandboxCorpId } from '#sandbox/credentials.ts'
import { watchApiCalls } from '#e2e/answers/api-calls.ts'
import { authCodeCall } from '#e2e/client/dingtalk-client.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { holdBack } from '#e2e/answers/hold-back.ts'
import { stopDate } from '#e2e/support/no-polling.ts'
import { linkTo } from '#e2e/support/seeds.ts'

// The main task: a person opens a link to a contract inside DingTalk.

test('the painted status has its colour and its place before the app is there', async ({
  page,
}) => {
  const release = await holdBack(page, /\/assets\/react-/)
  // Without the page that the proxy draws, which has its own status.
  await page.route('**/api/session', async (route) => {
    const headers = { ...route.request().headers() }
    delete headers['x-viewer']
    await route.continue({ headers })
  })
  await page.goto(linkTo('SIGNING'), { waitUntil: 'commit' })
  await page.waitForFunction(() =>
    [...document.styleSheets].some(({ href }) => href?.includes('/assets/app-')),
  )
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  await expect(page.getByTestId('freshness')).toHaveCount(0)
  await expect(page.getByTestId('flow-status')).toHaveCSS('color', 'rgb(15, 95, 215)')
  const place = await page.getByTestId('flow-status').boundingBox()
  release()
  await expect(page.getByTestId('freshness')).toHaveCount(1)
  await expect(page.getByTestId('flow-status')).toHaveCSS('color', 'rgb(15, 95, 215)')
  expect(await page.getByTestId('flow-status').boundingBox()).toEqual(place)
})

test.describe('a link to a flow', () => {
  test('shows where it stands, what happened and what follows, without polyfills', async ({
    page,
    context,
  }) => {
    const addresses: string[] = []
    page.on('request', (request) => addresses.push(request.url()))
    await page.goto(linkTo('SIGNING'))
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
    await expect(page.getByTestId('flow-title')).toHaveText('办公设备采购合同')
    await expect(page.getByTestId('flow-next-step')).toHaveText(
      '等待 李四 签署，已 2 天 3 小时，之后由 孙八 签署。',
    )
    await expect(page.getByTestId('flow-initiator')).toHaveText('张三')
    await expect(page.getByTestId('flow-initiator-organization')).toHaveText('杭州星河科技有限公司')
    await page.getByText('合同信息').click()
    await expect(page.getByText('PRO-SANDBOX-SIGNING', { exact: true })).toBeVisible()
    await expect(page.getByTestId('freshness')).toHaveText('')

    // Newest first.
    const items = page.getByTestId('flow-timeline').getByTestId('timeline-item')
    await expect(items).toHaveCount(11)
    await expect(items).toContainText([
      /查看流程.*李四/,
      /通知签署.*系统/,
      /签署.*张三.*完成签署（个人章）/,
      /添加附件.*张三/,
      /查看流程.*张三/,
      /通知签署.*系统/,
      /开启流程.*张三/,
      /添加签署区.*张三/,
      /添加参与人.*张三/,
      /添加文档.*张三/,
      /创建流程.*张三/,
    ])
    await expect(items.first().locator('time')).toHaveText(/^\d{4}-\d\d-\d\d \d\d:\d\d$/)
    const times = await items
      .locator('time')
      .evaluateAll((elements) => elements.map((element) => element.getAttribute('datetime') ?? ''))
    expect(times).toEqual(times.toSorted((a, b) => b.localeCompare(a)))
    // The device's zone is that of China.
    await expect(page.getByText(/GMT/)).toHaveCount(0)

    expect(addresses.filter((each) => each.includes('/assets/'))).not.toEqual([])
    expect(addresses.filter((each) => each.includes('polyfills'))).toEqual([])

    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: '复制' }).click()
    await expect(page.getByText('已复制', { exact: true }).last()).toBeVisible()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('PRO-SANDBOX-SIGNING')
  })

  test('needs no sign-in on a later visit', async ({ page, context }) => {
    await page.goto(linkTo('SIGNING'))
    await expect(page.getByTestId('flow-status')).toBeVisible()
    const later = await context.newPage()
    // On a busy machine the first reading would be old before the app shows it.
    await stopDate(later)
    const calls = watchApiCalls(later)
    await later.goto(linkTo('COMPLETED'))
    await expect(later.getByTestId('flow-status')).toHaveText('已完成')
    expect(calls).toContain('GET /api/session')
    expect(calls.filter((call) => call === 'GET /api/flows/PRO-SANDBOX-COMPLETED')).toHaveLength(1)
    expect(calls).not.toContain('POST /api/session')
  })
})

for (const tag of everyClient)
  test.describe(`in every client, a link to a flow ${tag}`, () => {
    test("needs one auth code and one call, and has its title in the client's own bar", async ({
      page,
      context,
      client,
      guard,
    }) => {
      // Later calls, such as the one for events, are not needed to show the flow.
      guard.allow(/ERR_FAILED/)
      await context.route('**/api/flows/**', (route) => route.abort())
      const calls = watchApiCalls(context)
      const signIn = page.waitForRequest('**/api/session')
      await page.goto(linkTo('SIGNING'))
      await expect(page.getByTestId('flow-status')).toHaveText('签署中')
      await expect(page.getByTestId('signer').first()).toBeVisible()
      expect(calls.filter((call) => call.endsWith('/api/session'))).toEqual(['POST /api/session'])
      expect((await signIn).postDataJSON()).toEqual({
        authCode: expect.stringMatching(/./),
        corpId: sandboxCorpId,
        outline: true,
        taskId: 'PRO-SANDBOX-SIGNING',
      })
      expect(client.callsOf(authCodeCall)).toEqual([
        { corpId: sandboxCorpId, clientId: internalApp.clientId },
      ])
      await expect(page).toHaveTitle('办公设备采购合同')
      await expect
        .poll(() => client.callsOf('biz.navigation.setTitle').at(-1))
        .toMatchObject({ title: '办公设备采购合同' })
    })
  })

for (const tag of ['@android', '@pc'])
  test(`a page that was rendered for another kind of client loads the code of this one ${tag}`, async ({
    page,
    platform,
    client,
  }) => {
    const isPc = platform === 'pc'
    const otherAgent = isPc ? 'Android' : 'Windows'
    await page.route('**/flows/PRO-SANDBOX-SIGNING?*', async (route) => {
      const headers = { ...route.request().headers(), 'user-agent': otherAgent }
      const response = await route.fetch({ headers })
      const ways = (await response.text()).match(/(?<=<script data-client=")\w+/g)
      expect(ways).toEqual([isPc ? 'phone' : 'pc'])
      await route.fulfill({ response })
    })
    const fetched = page.waitForRequest(isPc ? /\/assets\/pc-call-/ : /\/assets\/phone-call-/)
    await page.goto(linkTo('SIGNING'))
    await fetched
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
    expect(client.callsOf(authCodeCall)).toHaveLength(1)
  })

test('the page gets its icon after everything else', async ({ page }) => {
  // Notes the icons, and whether the page was alive when it got each.
  await page.addInitScript(() => {
    const icons: [string, boolean][] = []
    const note = () => {
      const href = document.querySelector('link[rel=icon]')?.getAttribute('href')
      if (href === undefined || href === null || href === icons.at(-1)?.[0]) return
      icons.push([href, performance.getEntriesByName('alive').length > 0])
    }
    new MutationObserver(note).observe(document, {
      subtree: true,
      childList: true,
      attributeFilter: ['href'],
    })
    Object.assign(window, { icons })
  })
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('signer').first()).toBeVisible()
  const icon = page.locator('link[rel=icon]')
  await expect(icon).toHaveAttribute('href', /^data:image\/svg\+xml/)
  const icons: unknown = await page.evaluate(() => Reflect.get(window, 'icons'))
  expect(icons).toEqual([
    ['data:,', false],
    [expect.stringMatching(/^data:image\/svg\+xml/), true],
  ])
  const width = await icon.evaluate(async (link: HTMLLinkElement) => {
    const image = new Image()
    image.src = link.href
    await image.decode()
    return image.naturalWidth
  })
  expect(width).toBeGreaterThan(0)
})

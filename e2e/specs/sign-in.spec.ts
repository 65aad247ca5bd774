import { everyClient, phoneClients } from '#e2e/client/platforms.ts'
import { secondCorpId } from '#sandbox/credentials.ts'
import { watchApiCalls } from '#e2e/answers/api-calls.ts'
import { authCodeCall, type Answer } from '#e2e/client/dingtalk-client.ts'
import { endSession } from '#e2e/support/end-session.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { stopPolling } from '#e2e/support/no-polling.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { readAgain, untilRead } from '#e2e/support/read-again.ts'

// Visits on which the DingTalk client does not say who is looking.

const refused = {
  code: 'auth-code-refused',
  title: '钉钉没有允许登录',
  next: '请确认您的组织已开通此应用，然后重试。',
}

const refusals = [
  {
    when: 'the client refuses',
    answer: { fail: { errorCode: 3, errorMessage: '1002,corpId不合法' } },
    ...refused,
  },
  {
    when: 'the person cancels',
    answer: { fail: { errorCode: '-1', errorMessage: 'cancel' } },
    ...refused,
  },
  { when: 'the client answers without a code', answer: { ok: {} }, ...refused },
  {
    when: 'the code is expired or used',
    answer: { ok: { code: 'a-code-of-yesterday' } },
    code: 'auth-code-invalid',
    title: '钉钉登录没有成功',
    next: '登录凭证已过期或已被使用，请重试。',
  },
] satisfies { answer: Answer; [words: string]: unknown }[]

for (const tag of everyClient)
  test(`the page says what to do when nobody is named, and goes on once the client answers ${tag}`, async ({
    page,
    client,
    sandbox,
    guard,
    person,
    platform,
  }) => {
    guard.allow(/Failed to load resource.*401.*\/api\/session/)
    // How a code is judged does not depend on the client.
    const kinds = platform === 'android' ? refusals : refusals.slice(0, 2)
    for (const { when, answer, code, title, next } of kinds)
      await test.step(when, async () => {
        client.answer(authCodeCall, answer)
        await page.goto(linkTo('SIGNING'))
        const error = page.getByTestId('app-error')
        await expect(error).toHaveAttribute('data-code', code)
        await expect(error.getByRole('heading')).toHaveText(title)
        await expect(error).toContainText(next)
        client.answer(authCodeCall, async () => ({ ok: { code: await sandbox.authCode(person) } }))
        await error.getByRole('button', { name: '重试' }).click()
        await expect(page.getByTestId('flow-status')).toHaveText('签署中')
        await endSession(page)
      })
  })

// The time is kept by the page, whose first script is one for phones and one for PCs.
for (const tag of ['@android', '@pc'])
  test.describe(`a client that never answers ${tag}`, () => {
    test('is given up after a while, and can be asked again', async ({
      page,
      client,
      sandbox,
      person,
    }) => {
      await page.clock.install()
      // Loading the page takes none of the eight seconds after which it gives up.
      await page.clock.pauseAt(Date.now() + 60_000)
      client.answer(authCodeCall, 'never')
      await page.goto(linkTo('SIGNING'))
      await expect.poll(() => client.callsOf(authCodeCall)).toHaveLength(1)
      await page.clock.runFor(7_900)
      const error = page.getByTestId('app-error')
      await expect(error).toBeHidden()
      await page.clock.runFor(200)
      await page.clock.resume()
      await expect(error).toHaveAttribute('data-code', 'auth-code-no-answer')
      await expect(error.getByRole('heading')).toHaveText('钉钉没有响应')
      await expect(error).toContainText('请重试；仍不行请关闭页面，从工作台重新打开。')
      client.answer(authCodeCall, async () => ({ ok: { code: await sandbox.authCode(person) } }))
      await error.getByRole('button', { name: '重试' }).click()
      await expect(page.getByTestId('flow-status')).toHaveText('签署中')
    })
  })

for (const tag of phoneClients)
  test.describe(`a client whose bridge is late ${tag}`, () => {
    test.use({ bridgeDelay: 400 })

    test('is waited for', async ({ page }) => {
      await page.goto(linkTo('SIGNING'))
      await expect(page.getByTestId('flow-status')).toHaveText('签署中')
    })
  })

test.describe('a session that has ended', () => {
  test('is renewed unnoticed while a flow is open', async ({ page, context, client, guard }) => {
    guard.allow(/Failed to load resource.*401.*\/api\//)
    await stopPolling(context)
    // The last call that the page makes by itself.
    const asked = page.waitForResponse(/\/api\/access-requests/)
    await page.goto(linkTo('SIGNING'))
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
    await asked
    await context.clearCookies()
    const calls = watchApiCalls(context)
    const signIns = () => calls.filter((call) => call === 'POST /api/session')
    const isRead = page.waitForResponse(
      (answer) => answer.url().endsWith('/api/flows/PRO-SANDBOX-SIGNING') && answer.ok(),
    )
    await readAgain(page)
    await isRead
    await expect.poll(signIns).toHaveLength(1)
    await untilRead(page)
    await expect(page.getByText('未能更新')).toHaveCount(0)
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
    expect(signIns()).toHaveLength(1)
    expect(client.callsOf(authCodeCall)).toHaveLength(2)
  })

  test('is replaced on the next visit with one call', async ({
    page,
    context,
    client,
    guard,
    baseURL,
  }) => {
    guard.allow(/Failed to load resource.*401.*\/api\//)
    await page.goto(linkTo('SIGNING'))
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
    // A page that is still open would renew the session itself.
    await page.goto('about:blank')
    await context.addCookies([{ name: 'session', value: 'expired', url: baseURL ?? '' }])
    const calls = watchApiCalls(context)
    await page.goto(linkTo('COMPLETED'))
    await expect(page.getByTestId('flow-status')).toHaveText('已完成')
    expect(calls.filter((call) => call.startsWith('POST'))).toEqual(['POST /api/session'])
    expect(client.callsOf(authCodeCall)).toHaveLength(2)
  })
})

test('an internal app says that it does not serve another organisation, also to somebody with a session', async ({
  page,
  client,
  guard,
  person,
  sandbox,
}) => {
  guard.allow(/Failed to load resource.*403.*\/api\/session/)
  client.answer(authCodeCall, { ok: { code: 'of-that-organisation' } })
  await page.goto(`/flows/PRO-SANDBOX-SIGNING?corpId=${secondCorpId}`)
  const error = page.getByTestId('app-error')
  await expect(error).toHaveAttribute('data-code', 'corp-not-allowed')
  await expect(error.getByRole('heading')).toHaveText('此应用不属于当前组织')
  await expect(error).toContainText('请切换到已开通此应用的组织，再从工作台打开。')

  client.answer(authCodeCall, async () => ({ ok: { code: await sandbox.authCode(person) } }))
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  client.answer(authCodeCall, { ok: { code: 'of-that-organisation' } })
  await page.goto(`/flows/PRO-SANDBOX-SIGNING?corpId=${secondCorpId}`)
  await expect(error).toHaveAttribute('data-code', 'corp-not-allowed')
  await expect(page.getByTestId('flow-status')).toHaveCount(0)
})

test('a client that keeps no cookies is told about it', async ({ page, request, guard }) => {
  guard.allow(/Failed to load resource.*401.*\/api\//)
  await page.route('**/api/session', async (route) => {
    // Not `route.fetch`, which gives the cookie to the page's context.
    const response = await request.fetch(route.request())
    const { 'set-cookie': _, ...headers } = response.headers()
    await route.fulfill({ response, headers })
  })
  await page.goto('/')
  await page.getByTestId('sample-flows').getByRole('link').first().click()
  const error = page.getByTestId('app-error')
  await expect(error).toHaveAttribute('data-code', 'session-not-kept')
  await expect(error.getByRole('heading')).toHaveText('登录状态无法保存')
  await expect(error).toContainText('请允许此页面使用 Cookie，或升级钉钉后重试。')
})

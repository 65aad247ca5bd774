import { readFile } from 'node:fs/promises'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { linkTo } from '#e2e/support/seeds.ts'

// What admins see and do. 王五 is the admin of the sandbox's organisation.

const openLink = 'biz.util.openLink'

test.describe('an administrator', () => {
  test.use({ person: 'wangwu' })

  test('authorises and has the company verified on e签宝’s pages, and reads that the console is for computers', async ({
    page,
    sandbox,
    client,
  }) => {
    await sandbox.setCorp(sandboxCorpId, { esignAuthorised: false, realNameVerified: false })
    await page.goto('/admin?view=state')
    const state = page.getByTestId('corp-state')
    await expect(state).toContainText('只能在电脑上打开')
    await expect(page.getByRole('button', { name: '打开 e签宝管理后台' })).toHaveCount(0)
    for (const { before, button, action, after, note } of [
      {
        before: '未授权',
        button: '去授权',
        action: '同意授权',
        after: '已授权',
        note: '授权已完成',
      },
      { before: '未认证', button: '去认证', action: '确认认证', after: '已认证', note: '' },
    ])
      await test.step(button, async () => {
        await page.goto('/admin')
        const row = page.getByTestId('desk-pages').getByRole('link', { name: '组织状态' })
        await expect(row).toContainText(before)
        const asked = client.callsOf(openLink).length
        await page.getByTestId('needs').getByRole('button', { name: button }).click()
        await expect.poll(() => client.callsOf(openLink).length).toBe(asked + 1)
        const notice = page.getByTestId('needs').locator('.launch').getByRole('status')
        await expect(notice).toHaveCSS('margin-top', '12px')
        const launched = await page.context().newPage()
        await launched.goto(String(client.callsOf(openLink).at(-1)?.['url']))
        await launched.getByRole('button', { name: action }).click()
        // Both the page that e签宝 returns to and the page behind it show the new state.
        await expect(
          launched.getByTestId('desk-pages').getByRole('link', { name: '组织状态' }),
        ).not.toContainText(before)
        if (note !== '') await expect(launched.getByTestId('return-note')).toContainText(note)
        await launched.close()
        await client.resume(page)
        await expect(row).not.toContainText(before)
        await row.click()
        await expect(state).toContainText(after)
      })
  })

  test('is told of few contracts before there are none, and has the admins told on a phone', async ({
    page,
    sandbox,
  }) => {
    await sandbox.setCorp(sandboxCorpId, { margin: 3 })
    await page.goto('/admin')
    const needs = page.getByTestId('needs')
    await expect(needs).toContainText('合同余量不足 · 剩 3 份')
    await expect(needs).toContainText('只能在电脑上打开')
    const figure = page.getByTestId('figures').getByText('3', { exact: true })
    await expect(figure).toHaveCSS('color', 'rgb(138, 83, 0)')
    await needs.getByRole('button', { name: '通知管理员' }).click()
    await expect(needs).toContainText('已通知')
    await page
      .getByTestId('figures')
      .getByRole('link', { name: /^合同余量/ })
      .click()
    await expect(page.getByRole('heading', { level: 1, name: '套餐与余量' })).toBeVisible()
    await expect(page.getByTestId('margin')).toContainText('剩 3 份')
  })

  test('sees who opened what, and saves it as a file', async ({ page, client }) => {
    const refusal = { errorCode: '7', errorMessage: 'no permission' }
    client.answer('biz.cspace.saveFile', { fail: refusal })
    await page.goto(linkTo('COMPLETED'))
    const title = await page.getByTestId('flow-title').textContent()
    // The opening is recorded in the background, and once for all openings within half an hour.
    const entry = page.getByTestId('audit-entry').filter({ hasText: String(title) })
    await expect(async () => {
      await page.goto('/admin?view=access')
      await expect(entry.filter({ hasText: '王五' }).first()).toBeVisible({ timeout: 5_000 })
    }).toPass()
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: '导出 CSV' }).click()
    const path = await (await download).path()
    const text = await readFile(path, 'utf8')
    expect(text).toContain('王五')
    expect(text).toContain(String(title))
  })

  test('filters the audit by person and kind, and sees it as a table on a wide screen', async ({
    page,
  }) => {
    await page.goto(linkTo('COMPLETED'))
    const title = String(await page.getByTestId('flow-title').textContent())
    const entry = page.getByTestId('audit-entry').filter({ hasText: title })
    await expect(async () => {
      await page.goto('/admin?view=access')
      await expect(entry.first()).toBeVisible({ timeout: 5_000 })
    }).toPass()
    await expect(entry.first()).toContainText('王五 打开合同')
    await page.getByRole('searchbox').fill('没有这个人')
    await expect(page.getByText('没有符合的记录')).toBeVisible()
    await page.getByRole('searchbox').fill('王')
    await expect(entry.first()).toBeVisible()
    await page.getByRole('radio', { name: '打包下载文件' }).check()
    await expect(page.getByText('没有符合的记录')).toBeVisible()
    await page.getByRole('radio', { name: '打开合同' }).check()
    await page.setViewportSize({ width: 1024, height: 800 })
    await expect(page.getByRole('columnheader', { name: '人员' })).toBeVisible()
    await entry.getByRole('link', { name: title }).first().click()
    await expect(page.getByTestId('flow-title')).toHaveText(title)
  })

  test('reads the bars of the stages as square roots of one scale', async ({ page }) => {
    const minute = 60_000
    await page.route('**/api/corp/statistics', async (route) => {
      const answer = await route.fetch()
      const statistics: object = await answer.json()
      const stage = { stages: 4, medianMs: 0, longestMs: 0 }
      const finishedStages = [
        { ...stage, kind: 'signature', medianMs: 780 * minute, longestMs: 1500 * minute },
        { ...stage, kind: 'preparation', medianMs: 5 * minute, longestMs: 60 * minute },
        // Seen once, it has no bar and does not stretch the scale.
        { kind: 'passing-on', stages: 1, medianMs: 300_000 * minute, longestMs: 300_000 * minute },
      ]
      await route.fulfill({ json: { ...statistics, finishedStages } })
    })
    await page.goto('/admin?view=times')
    const rows = page.getByTestId('finished-stages').locator('.bar-row')
    await expect(rows.locator('.bar-row-label')).toHaveText(['准备', '签署', '转签或转交'])
    await expect(rows.locator('.bar-row-number')).toHaveText([
      '5 分钟 · 最长 1 小时',
      '13 小时 · 最长 1 天',
      '208 天（1 次）',
    ])
    const widths = await rows.evaluateAll((all) =>
      all.map((row) => {
        const width = (name: string) =>
          row.querySelector(`.bar-row-${name}`)?.getBoundingClientRect().width ?? null
        return { track: width('track'), bar: width('bar'), tail: width('tail') }
      }),
    )
    for (const [index, [usual, longest]] of [
      [5, 60],
      [780, 1500],
    ].entries()) {
      const { track, bar, tail } = widths[index] ?? {}
      const ideal = (value = 0) => (track ?? 0) * Math.sqrt(value / 1500)
      expect(Math.abs((bar ?? 0) - ideal(usual))).toBeLessThan(1)
      expect(Math.abs((tail ?? 0) - ideal(longest))).toBeLessThan(1)
    }
    expect(widths[2]).toMatchObject({ bar: null, tail: null })
    expect(new Set(widths.map(({ track }) => track)).size).toBe(1)
  })

  test('sees the charts in the colours of the theme, and their numbers', async ({ page }) => {
    await page.goto('/admin?view=times')
    const chart = page.getByTestId('flows-by-month')
    /** Which colours the chart has, apart from nothing. */
    const colours = () =>
      chart.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
        const image = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height)
        const pixels = image?.data ?? new Uint8ClampedArray()
        const found = new Set<string>()
        for (let at = 0; at < pixels.length; at += 4)
          if (pixels[at + 3] === 255) found.add(pixels.slice(at, at + 3).join())
        return [...found]
      })
    const light = '15,95,215'
    const dark = '134,180,255'
    await expect.poll(colours).toEqual(expect.arrayContaining([light]))
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect.poll(colours).toEqual(expect.arrayContaining([dark]))
    expect(await colours()).not.toContain(light)
    await chart.getByText('查看数据').click()
    await expect(chart.getByRole('row')).toHaveCount(13)
    await expect(chart.getByRole('columnheader')).toHaveText(['月份', '发起', '完成'])
  })

  test('reads the numbers of a chart at once where nothing can draw it', async ({ page }) => {
    await page.addInitScript(() => Reflect.deleteProperty(window, 'ResizeObserver'))
    await page.goto('/admin?view=times')
    const chart = page.getByTestId('flows-by-month')
    await expect(chart.getByRole('table')).toBeVisible()
    await expect(chart.locator('canvas')).toHaveCount(0)
  })

  test('opens the console on a computer, and sees the parts in two columns on a wide screen @pc', async ({
    page,
    client,
  }) => {
    await page.goto('/admin?view=state')
    await page.getByRole('button', { name: '打开 e签宝管理后台' }).click()
    const panel = 'biz.util.openSlidePanel'
    const opened = () => [...client.callsOf(panel), ...client.callsOf(openLink)]
    await expect.poll(() => opened().length).toBeGreaterThan(0)
    await page.goto('/admin')
    const left = async (testId: string) => (await page.getByTestId(testId).boundingBox())?.x
    await expect(page.getByTestId('desk-pages')).toBeVisible()
    await page.setViewportSize({ width: 1280, height: 800 })
    await expect.poll(async () => (await left('margin')) !== (await left('longest'))).toBe(true)
    expect(await left('longest')).toBe(await left('waited-for'))
    expect(await left('margin')).toBe(await left('statistics'))
    await page.setViewportSize({ width: 1000, height: 800 })
    await expect.poll(async () => (await left('margin')) === (await left('longest'))).toBe(true)
  })
})

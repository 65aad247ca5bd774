import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { root } from '../../scripts/built-app.mjs'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { setRecord } from '../support/flow-answers.ts'
import { expect, test } from '../support/fixtures.ts'
import { stopPolling } from '../support/no-polling.ts'
import { linkTo } from '../support/seeds.ts'

// All that is known of a flow, on paper.

/** Opens a flow and, from its log, its audit trail. */
async function openTrail(page: Page, name: string): Promise<void> {
  await page.goto(linkTo(name))
  await page.getByRole('button', { name: '审计记录' }).click()
  await expect(page.getByTestId('audit-trail')).toBeVisible()
}

/** The table with a column of this name. */
function tableOf(trail: Locator, column: string): Locator {
  const heading = trail.page().getByRole('columnheader', { name: column, exact: true })
  return trail.getByRole('table').filter({ has: heading })
}

/** What the button of this name copies. */
async function copied(page: Page, button: string): Promise<string> {
  await page.getByRole('button', { name: button }).click()
  await expect(page.getByText('已复制', { exact: true }).last()).toBeVisible()
  return page.evaluate(() => navigator.clipboard.readText())
}

/** Number of sheets of a PDF, and the size of each in points. */
function sheetsOf(pdf: Buffer): { count: number; sizes: string[] } {
  const text = pdf.toString('latin1')
  const boxes = [...text.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)]
  const sizes = boxes.map(
    ([, width, height]) => `${Math.round(Number(width))}x${Math.round(Number(height))}`,
  )
  return { count: boxes.length, sizes: [...new Set(sizes)] }
}

test('tells of the flow, its people and all records, oldest first, with zones', async ({
  page,
}) => {
  const urges = [{ name: '张三', recipients: ['李四'], at: Date.now() - 3_600_000 }]
  await setRecord(page, { urges, deadline: Date.UTC(2099, 0, 1) })
  await openTrail(page, 'SIGNING')
  await expect(page).toHaveTitle('审计记录 PRO-SANDBOX-SIGNING')
  const trail = page.getByTestId('audit-trail')
  await expect(trail).toContainText('不是法律证明')
  await expect(trail.getByRole('row').filter({ hasText: '打印人' })).toHaveText(
    // The first sign-in does not wait for the organisation's name.
    /^打印人张三（组织 (杭州星河科技有限公司|dingsandbox\w+)）$/,
  )
  await expect(trail.getByRole('row').filter({ hasText: '签署截止' })).toHaveText(
    '签署截止2099-01-01 08:00:00 GMT+8',
  )
  await expect(tableOf(trail, '签署要求').locator('tbody tr').first()).toHaveText(
    /张三已签署\d{4}-\d\d-\d\d \d\d:\d\d:\d\d GMT\+8$/,
  )
  const logs = tableOf(trail, '操作人').locator('tbody tr')
  await expect(logs).toHaveCount(11)
  await expect(logs.first()).toHaveText(
    /^1\d{4}-\d\d-\d\d \d\d:\d\d:\d\d GMT\+8创建流程张三创建了签署流程$/,
  )
  await expect(tableOf(trail, '被提醒人').locator('tbody tr')).toHaveText([/GMT\+8张三李四$/])
  await expect(trail).not.toContainText('http')
})

test.describe('its fingerprint', () => {
  test('is that of the data, however it is computed', async ({ page, context }, testInfo) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await openTrail(page, 'SEAL-APPROVAL')
    const fingerprint = page.getByTestId('audit-fingerprint')
    await expect(fingerprint).toHaveText(/^[0-9a-f]{64}$/)
    const data = await copied(page, '复制数据')
    const expected = createHash('sha256').update(data).digest('hex')
    await expect(fingerprint).toHaveText(expected)

    const documentation = readFileSync(join(root, 'docs', 'audit-trail.md'), 'utf8')
    const script = /```js\n([\s\S]*?)```/.exec(documentation)?.[1] ?? ''
    writeFileSync(testInfo.outputPath('check-audit.mjs'), script)
    const record: Record<string, unknown> = JSON.parse(data)
    const shuffled = Object.fromEntries(Object.entries(record).toReversed())
    writeFileSync(testInfo.outputPath('audit.json'), JSON.stringify(shuffled, null, 2))
    const printed = execFileSync(process.execPath, ['check-audit.mjs', 'audit.json'], {
      cwd: testInfo.outputDir,
      encoding: 'utf8',
    })
    expect(printed.trim()).toBe(expected)
  })

  test('is over what the proxy answered', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await openTrail(page, 'SEAL-APPROVAL')
    const { format, people, deadline, urges, signers, approvals, ...flow } = JSON.parse(
      await copied(page, '复制数据'),
    )
    const view: FlowView = await page.evaluate(async () => {
      const response = await fetch('/api/flows/PRO-SANDBOX-SEAL-APPROVAL')
      return response.json()
    })
    expect(format).toBe('esign-flow-audit/1')
    expect(flow).toEqual(view.flow)
    expect({ ok: signers }).toEqual(view.signers)
    expect(view.approvals).toMatchObject({ ok: approvals })
    expect(JSON.stringify(approvals)).not.toContain('sealImageUrl')
    expect(urges).toEqual(view.registry?.urges)
    expect(deadline).toBe(view.registry?.deadline)
    expect(people).toHaveLength(view.registry?.people.length ?? -1)
  })

  test('is said to be missing where the browser has no means', async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(crypto, 'subtle', { value: undefined })
    })
    await openTrail(page, 'SIGNING')
    await expect(page.getByTestId('audit-fingerprint')).toHaveText(
      '无法计算：浏览器只在 https 页面上提供此功能。',
    )
  })
})

test.describe('on a computer', { tag: '@pc' }, () => {
  test.use({ colorScheme: 'dark' })

  test('it prints on A4, dark text on white, and nothing around it', async ({ page }) => {
    await openTrail(page, 'SIGNING')
    await expect(page.getByRole('button', { name: '打印', exact: true })).toBeVisible()
    await page.emulateMedia({ media: 'print' })
    await expect(page.getByRole('button', { name: '打印', exact: true })).toBeHidden()
    await expect(page.getByRole('contentinfo')).toBeHidden()
    await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)')
    await expect(page.getByTestId('audit-trail')).toHaveCSS('color', 'rgb(29, 33, 41)')
    await expect(page.locator('.audit thead').first()).toHaveCSS('display', 'table-header-group')
    await expect(page.locator('.audit tbody tr').first()).toHaveCSS('break-inside', 'avoid')
    const pdf = await page.pdf({ preferCSSPageSize: true })
    const { count, sizes } = sheetsOf(pdf)
    expect(sizes).toEqual(['595x842'])
    expect(count).toBeGreaterThan(0)
    expect(count).toBeLessThan(4)
    expect(pdf.toString('latin1')).toContain('/ToUnicode')
  })

  test('a log of 5,000 records takes as many sheets as it needs', async ({ page }) => {
    await openTrail(page, 'LONG')
    await expect(page.locator('.audit tbody tr')).not.toHaveCount(0)
    const { count, sizes } = sheetsOf(await page.pdf({ preferCSSPageSize: true }))
    expect(sizes).toEqual(['595x842'])
    expect(count).toBeGreaterThan(80)
  })

  test('one that is opened by its address has the whole log', async ({ page }) => {
    await page.goto(`${linkTo('LONG')}&view=audit`)
    await expect(page.getByTestId('audit-trail')).toBeVisible()
    await expect(page.getByTestId('audit-trail').getByText('创建了签署流程')).toBeAttached()
    expect(await page.locator('.audit tbody tr').count()).toBeGreaterThan(5000)
  })

  test('the button prints', async ({ page }) => {
    await page.addInitScript(() => {
      Object.assign(window, { print: () => document.body.setAttribute('data-printed', 'yes') })
    })
    await openTrail(page, 'SIGNING')
    await page.getByRole('button', { name: '打印', exact: true }).click()
    await expect(page.locator('body')).toHaveAttribute('data-printed', 'yes')
  })
})

test.describe('in a phone client', { tag: ['@android', '@ios', '@harmony'] }, () => {
  test('it says that it cannot print, and gives the text instead', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await openTrail(page, 'SIGNING')
    await expect(page.getByText(/^手机钉钉不能直接打印。/)).toBeVisible()
    await expect(page.getByRole('button', { name: '打印', exact: true })).toHaveCount(0)
    const text = await copied(page, '复制全文')
    expect(text).toContain('PRO-SANDBOX-SIGNING')
    expect(text).toMatch(/创建流程\t张三\t创建了签署流程/)
  })

  test('the back key leads back to the flow', { tag: '@android' }, async ({ page, client }) => {
    await openTrail(page, 'SIGNING')
    expect(await client.pressBack(page)).toBe(true)
    await expect(page.getByTestId('flow-status')).toBeVisible()
    await expect(page.getByTestId('audit-trail')).toHaveCount(0)
  })
})

test('it stays as it was, also when something happens to the flow', async ({
  page,
  context,
  sandbox,
}) => {
  await stopPolling(context)
  await openTrail(page, 'SIGNING')
  const trail = page.getByTestId('audit-trail')
  const before = await trail.textContent()
  await sandbox.advance('PRO-SANDBOX-SIGNING')
  const read = page.waitForResponse(/\/api\/flows\/PRO-SANDBOX-SIGNING$/)
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await (await read).finished()
  // Drawn twice: what was read has had its chance.
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  )
  expect(await trail.textContent()).toBe(before)
  await page.getByRole('button', { name: '返回合同' }).click()
  await expect(page.getByTestId('flow-next-step')).toHaveText(/^等待 孙八 签署/)
})

test('an address of one leads back to its flow', async ({ page }) => {
  await page.goto(`${linkTo('SIGNING')}&view=audit`)
  await expect(page.getByTestId('audit-trail')).toBeVisible()
  await page.getByRole('button', { name: '返回合同' }).click()
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
})

import type { Locator, Page } from '@playwright/test'
import type { FlowRecord } from '#shared/schemas/flow/flow-record.ts'
import { expectAccessible, expectLargeTextFits } from '#e2e/support/everybody.ts'
import { closeSheet, openSheet, smallPhone, testLooks } from '#e2e/support/looks.ts'
import { contexts } from '#e2e/client/platforms.ts'
import { renamePerson, setRecord } from '#e2e/answers/flow-answers.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { searchField } from '#e2e/support/home-page.ts'
import { untilRemembered } from '#e2e/support/recent-flows.ts'
import { flowReads, linkTo } from '#e2e/support/seeds.ts'
import { addFiles, expectReady, pdf } from '#e2e/support/start-contract.ts'
import { untilAlive } from '#e2e/support/until-alive.ts'

// Light and dark, large text, narrow screens, accessibility.

type Look = 'light' | 'dark'

const background: Record<Look, string> = { light: 'rgb(245, 246, 248)', dark: 'rgb(18, 19, 22)' }

async function expectLook(page: Page, look: Look): Promise<void> {
  await expect(page.locator('body')).toHaveCSS('background-color', background[look])
  // For what the browser draws: scroll bars, and the fields in which a time is chosen.
  await expect(page.locator('html')).toHaveCSS(
    'color-scheme',
    look === 'dark' ? 'dark' : 'light only',
  )
}

test('the look follows the device, also when it changes while the page is open', async ({
  page,
}) => {
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('flow-status')).toBeVisible()
  await expectLook(page, 'light')
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectLook(page, 'dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await expectLook(page, 'light')
})

test('what the contract waits for and what one can do are on a small screen at once, and stay', async ({
  page,
}) => {
  await page.setViewportSize({ width: 375, height: 600 })
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      for (const { name } of list.getEntries()) document.documentElement.dataset['shift'] = name
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto(linkTo('SIGNING'))
  await untilAlive(page)
  await expect(page.getByRole('button', { name: /的签署链接/ })).toBeVisible()
  await expect(page.locator('html')).not.toHaveAttribute('data-shift')
  for (const part of ['flow-status', 'flow-next-step', 'action-bar'])
    await expect(page.getByTestId(part)).toBeInViewport({ ratio: 1 })
  const signers = await page.getByRole('heading', { name: '签署人', exact: true }).boundingBox()
  expect(signers?.y).toBeLessThan(260)
  await page.setViewportSize({ width: 390, height: 844 })
  const log = await page.getByRole('heading', { name: '操作日志' }).boundingBox()
  expect(log?.y).toBeLessThan(900)
})

test('what others wrote stays within its place, however long, and turns nothing round', async ({
  page,
  sandbox,
}) => {
  const long = 'unbroken'.repeat(40)
  await sandbox.fault({
    match: flowReads,
    body: {
      businessScene: `\u202E${long}`,
      flowStatus: 1,
      initiatorName: long,
      initiatorAuthorizedName: long,
      logs: [{ logType: '1', operateTime: 1, operatorAccountName: long, operateDescription: long }],
    },
  })
  await sandbox.fault({
    match: 'GET /v2.0/esign/signTasks/',
    body: { signers: [{ signerName: long, signStatus: 0 }], flowStatus: 1 },
  })
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto(linkTo('SIGNING'))
  await untilAlive(page)
  await expect(page.getByTestId('flow-title').locator('bdi')).toHaveText(long)
  await expect(page.getByTestId('flow-next-step').locator('bdi')).toContainText(long)
  await expectLargeTextFits(page)
  await page.goto('/')
  await expect(page.getByTestId('flow-row').filter({ hasText: long })).toBeVisible()
  await expectLargeTextFits(page)
})

test.describe('a client that says only in its user agent that it is dark', () => {
  test.use({
    userAgent: contexts.android.userAgent.replace('colorScheme/light', 'colorScheme/dark'),
  })

  test('shows the app dark', async ({ page }) => {
    await page.goto(linkTo('SIGNING'))
    await expect(page.getByTestId('flow-status')).toBeVisible()
    await expectLook(page, 'dark')
  })
})

/** A record of the registry with every field filled in. */
function allKnown(): Partial<FlowRecord> {
  const now = Date.now()
  const person = { role: 'signer', order: 1, requirement: '企业章、法人章、个人章' } as const
  return {
    deadline: now + 40 * 60_000,
    people: [
      { ...person, name: '李四', isMe: true, isWaitedFor: false },
      { ...person, name: '孙八', isMe: false, isWaitedFor: true },
      { ...person, role: 'cc', name: '阿卜杜热依木·买买提', isMe: false, isWaitedFor: false },
    ],
    urges: [{ name: '张三', recipients: ['孙八', '阿卜杜热依木·买买提'], at: now - 3_600_000 }],
    lastOpenedAt: now - 2 * 3_600_000,
  }
}

/** With large text it is longer than a line of a small phone. */
const longPersonName = '迪丽热巴·买买提'

const longName = '办公设备采购合同（含附件与补充协议的最终版本）.pdf'

testLooks([
  {
    of: 'the home page',
    see: async (page, lookAt) => {
      await page.goto(linkTo('COMPLETED'))
      await untilRemembered(page, 'PRO-SANDBOX-COMPLETED')
      await page.goto('/?scope=waiting')
      await expect(page.getByTestId('recent-flows').getByRole('link')).toBeVisible()
      await expect(page.getByTestId('sample-flows')).toBeVisible()
      await lookAt('home')
      await searchField(page).fill('PRO-SANDBOX-SIGNING')
      await expect(page.getByRole('link', { name: /PRO-SANDBOX-SIGNING/ })).toBeVisible()
      await lookAt('the list without the contract that was searched')
    },
  },
  {
    of: 'the list',
    see: async (page, lookAt) => {
      for (const name of ['SIGNING', 'REFUSED', 'UNKNOWN']) {
        await page.goto(linkTo(name))
        await expect(page.getByTestId('flow-status')).toBeVisible()
      }
      await page.goto('/?scope=all')
      await openSheet(page, /^(筛选|Filter)$/)
      await lookAt('choosing a status')
      await closeSheet(page)
      const found = page.waitForResponse(/\/api\/flows\?.*q=PRO-SANDBOX/)
      await searchField(page).fill('PRO-SANDBOX')
      await found
      await expect(page).toHaveURL(/q=PRO-SANDBOX/)
      await expect(page.getByTestId('flow-row').filter({ hasText: '数据处理' })).toBeVisible()
      // The list is faded until the filtered one has come.
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
      await lookAt('what was searched')
      await page.getByRole('button', { name: /^(多选|Select)$/ }).click()
      await page.getByRole('checkbox').first().check()
      await lookAt('contracts to choose')
      await openSheet(page, /^(催办|Remind)$/)
      await expect(page.getByTestId('reminded-flow')).toHaveCount(1)
      await lookAt('reminding of several contracts')
    },
  },
  {
    of: 'a flow',
    see: async (page, lookAt) => {
      await renamePerson(page, '李四', longPersonName)
      await page.goto(linkTo('SIGNING'))
      // The status is painted before there is a page around it.
      await untilAlive(page)
      await expect(page.getByTestId('timeline-item')).toHaveCount(11)
      await expect(page.getByTestId('flow-next-step')).toContainText(longPersonName)
      await lookAt('the flow')
      await openSheet(page, /^(筛选|Filter)$/)
      await lookAt('choosing what of the log to show')
      await closeSheet(page)
      await openSheet(page, /^(催办|Remind)$/)
      await lookAt('reminding')
      await closeSheet(page)
      await openSheet(page, /^(分享|Share)$/)
      await lookAt('sharing')
      await closeSheet(page)
      await openSheet(page, /签署链接|Signing link/)
      await expect(page.getByRole('dialog').getByRole('img')).toBeVisible()
      await lookAt('a signing link')
      await closeSheet(page)
      await openSheet(page, /^(通知与提醒|Notifications and reminders)/)
      await lookAt('choosing notifications')
    },
  },
  {
    of: 'a flow with a seal approval',
    see: async (page, lookAt) => {
      await renamePerson(page, '李四', longPersonName)
      await page.goto(linkTo('SEAL-APPROVAL'))
      await expect(page.getByTestId('flow-approvals')).toBeVisible()
      await lookAt('the flow')
      await openSheet(page, /^(查看印章|Show the seal)$/)
      await lookAt('showing the seal')
      await page.goto(`${linkTo('SEAL-APPROVAL')}&view=audit`)
      await expect(page.getByTestId('audit-fingerprint')).toHaveText(/^[0-9a-f]{64}$/)
      await lookAt('the audit trail')
    },
  },
  {
    of: 'a flow of which all is known',
    see: async (page, lookAt) => {
      await setRecord(page, allKnown())
      await page.goto(linkTo('REFUSED'))
      await expect(page.getByTestId('timeline-news')).toBeVisible()
      await expect(page.getByTestId('timeline-urge')).toBeVisible()
      await lookAt('the flow')
    },
  },
  {
    of: 'a flow with a long log',
    see: async (page, lookAt) => {
      await page.goto(linkTo('LONG'))
      await expect(page.locator('.timeline.is-long')).toBeVisible()
      await page.getByRole('searchbox').fill('附件')
      await expect(page.locator('.timeline-found')).toBeVisible()
      await lookAt('the flow')
    },
  },
  {
    of: 'the form',
    see: async (page, lookAt) => {
      await page.goto('/start')
      await expect(page.getByTestId('readiness')).toHaveAttribute('data-state', 'ok')
      await openSheet(page, /添加外部人员|Add an outside person/)
      const sheet = page.getByRole('dialog')
      await sheet.getByRole('button', { name: /完成|Done/ }).click()
      await expect(sheet.getByRole('alert')).toHaveCount(2)
      await lookAt('adding somebody outside')
      await closeSheet(page)
      await openSheet(page, /^(抄送人|Copies to)/)
      await lookAt('choosing whom to copy in')
      await closeSheet(page)
      await addFiles(page, pdf(longName), pdf('b.pdf'))
      await expectReady(page, longName)
      await expectReady(page, 'b.pdf')
      await page.getByTestId('draft-file').first().getByRole('button').click()
      await expect(page.getByRole('radio')).toHaveCount(2)
      await lookAt('what can be done with a file')
      await closeSheet(page)
      await page.getByRole('button', { name: /发起签署|Start signing/ }).click()
      await expect(page.locator('[data-rule]')).toHaveCount(1)
      await lookAt('what is missing')
      await openSheet(page, /^(签署截止时间|Signing deadline)/)
      await page.getByRole('radio', { name: /自选|Another time/ }).check()
      await lookAt('setting a deadline')
      await closeSheet(page)
      await openSheet(page, /^(发起方式|How to start)/)
      await lookAt('choosing how to start')
      await closeSheet(page)
      await openSheet(page, /^(清空重填|Clear all)$/)
      await lookAt('clearing the form')
    },
  },
  {
    of: 'other pages',
    see: async (page, lookAt) => {
      await page.goto('/flows/PRO-SANDBOX-NOTHING')
      await expect(page.getByTestId('app-error')).toBeVisible()
      await lookAt('an error')
      await page.goto(linkTo('EXTERNAL'))
      await openSheet(page, /^(催办|Remind)$/)
      await lookAt('reminding somebody whose account is not known')
      await page.goto('/approvals/SANDBOX-INSTANCE-1')
      await expect(page.getByTestId('approval-contract')).toHaveCount(2)
      await lookAt("an approval's contracts")
    },
  },
])

test('the choice of person is accessible, and fits', { tag: '@browser' }, async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('button', { name: /^以员工身份继续/ })).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize(smallPhone)
  await expectLargeTextFits(page)
})

test('the focus is visible to a person who uses the keyboard', { tag: '@pc' }, async ({ page }) => {
  await page.goto(linkTo('SIGNING'))
  const names = ['刷新', '更多', '催办', '分享', '孙八 的签署链接', '查看文件']
  const links = ['合同', '发起', '我的'].map((name) =>
    page.getByRole('navigation').getByRole('link', { name, exact: true }),
  )
  const buttons = names.map((name) => page.getByRole('button', { name, exact: true }))
  // The status is painted before the links and buttons exist.
  for (const control of [...links, ...buttons]) await expect(control).toBeVisible()
  const skip = page.getByRole('link', { name: '跳到合同' })
  for (const control of [skip, ...links, ...buttons]) {
    await page.keyboard.press('Tab')
    await expect(control).toBeFocused()
    expect(await outlineOf(control)).toBe('solid 2px')
  }
})

/** The outline of a control, or of the whole navigation item around it. */
function outlineOf(control: Locator): Promise<string> {
  return control.evaluate((element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(
      element,
      element.matches('.app-nav a') ? '::after' : null,
    )
    return `${outlineStyle} ${outlineWidth}`
  })
}

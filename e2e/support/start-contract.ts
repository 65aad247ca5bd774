import type { BrowserContext, Locator, Page } from '@playwright/test'
import type { DingTalkClient } from '#e2e/client/dingtalk-client.ts'
import { endRoutes } from '#e2e/answers/end-routes.ts'
import { expect } from '#e2e/fixtures/fixtures.ts'
import { manyPages } from './sample-pdfs.ts'
import type { SandboxControl } from './sandbox-control.ts'

/** The native call that opens the client's address book. */
export const pickerCall = 'biz.contact.complexPicker'

type Chosen = { name: string; mimeType: string; buffer: Buffer }

/** A PDF of one page; its name makes its content unique. */
export function pdf(name: string): Chosen {
  const buffer = Buffer.concat([manyPages(1), Buffer.from(`% ${name}`)])
  return { name, mimeType: 'application/pdf', buffer }
}

/** A document that e签宝 has to convert to a PDF. */
export function docx(name: string): Chosen {
  const bytes = [0x50, 0x4b, 0x03, 0x04, 0x14, 0, 0, 0]
  return { name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) }
}

/** Chooses files with a button that opens the device's file picker. */
export async function choose(button: Locator, ...files: Chosen[]): Promise<void> {
  const page = button.page()
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()])
  await chooser.setFiles(files)
}

/** Adds files to the draft. */
export async function addFiles(page: Page, ...files: Chosen[]): Promise<void> {
  const button = page.getByRole('button', { name: /^(添加文件|Add files)/ })
  await expect(button).toBeVisible()
  // When the readiness check above it ends, the button moves, possibly during the tap.
  await expect(page.locator('[data-testid=readiness][data-state=checking]')).toHaveCount(0)
  await choose(button, ...files)
}

/** The row of a file in the draft. */
export function fileRow(page: Page, name: string): Locator {
  return page.getByTestId('draft-file').filter({ hasText: name })
}

/** Waits until a file is ready to be signed. */
export async function expectReady(page: Page, name: string): Promise<void> {
  await expect(fileRow(page, name)).toHaveAttribute('data-stage', 'ready')
}

/**
 * Opens the start page of an organisation that is ready. Waits for the readiness check, because its
 * result moves the content below.
 */
export async function openStart(page: Page): Promise<void> {
  await page.goto('/start')
  await expect(page.getByTestId('readiness')).toHaveAttribute('data-state', 'ok')
}

/** Makes the client's address book answer with colleagues, named as in the sandbox. */
export function answerPicker(client: DingTalkClient, people: Record<string, string>): void {
  const users = Object.entries(people).map(([emplId, name]) => ({ emplId, name, avatar: '' }))
  client.answer(pickerCall, { ok: { selectedCount: users.length, users } })
}

/** The part of the page about signers, or the sheet about copies. */
export function part(page: Page, name: 'signers' | 'copies'): Locator {
  return page.getByTestId(`draft-${name}`)
}

/** Opens the sheet of a row of the form: a file's, a person's, or a setting's. */
export async function openSheet(row: Locator): Promise<Locator> {
  const page = row.page()
  await row.getByRole('button').first().click()
  const sheet = page.getByRole('dialog')
  await expect(sheet).toBeVisible()
  return sheet
}

/** Opens the sheet of one of the settings. */
export async function openSetting(page: Page, name: string): Promise<Locator> {
  return openSheet(page.getByRole('listitem').filter({ hasText: name }))
}

/** Applies a sheet, which closes. */
export async function finish(sheet: Locator): Promise<void> {
  await sheet.getByRole('button', { name: '完成' }).click()
  await expect(sheet).toHaveCount(0)
}

/** Selects starting on e签宝's page. */
export async function goOnByPage(page: Page): Promise<void> {
  const sheet = await openSetting(page, '发起方式')
  await sheet.getByRole('radio', { name: /在 e签宝页面继续/ }).click()
  await expect(sheet).toHaveCount(0)
}

/** Adds an outside signer. */
export async function addOutsider(page: Page, name: string, account: string): Promise<void> {
  await part(page, 'signers').getByRole('button', { name: '添加外部人员' }).click()
  const sheet = page.getByRole('dialog', { name: '添加外部人员' })
  await sheet.getByLabel('姓名').fill(name)
  await sheet.getByLabel('手机/邮箱').fill(account)
  await finish(sheet)
}

/** Starts the contract after the last look at it. */
export async function start(page: Page): Promise<void> {
  await page.getByRole('button', { name: '发起签署' }).click()
  const review = page.getByRole('dialog', { name: '确认发起' })
  await review.getByRole('button', { name: '确认发起' }).click()
}

/** How many calls to start a flow e签宝 has received. */
export async function startCalls(sandbox: SandboxControl): Promise<number> {
  const starts = ['/v2.0/esign/process/startAtOnce', '/v2.0/esign/processes/startUrls']
  return (await sandbox.calls()).filter(({ path }) => starts.includes(path)).length
}

/** Resets started flows, after leaving the pages that would miss them. */
export async function forgetStarts(
  context: BrowserContext,
  sandbox: SandboxControl,
): Promise<void> {
  await endRoutes(context)
  await Promise.all(context.pages().map((page) => page.close()))
  await sandbox.reset()
}

import { screen, waitForElementToBeRemoved, within } from '@testing-library/dom'
import type { UserEvent } from '@testing-library/user-event'
import { expect } from 'vitest'
import type { SandboxControl } from '../support/sandbox-control.ts'
import { seenText } from './render-app.tsx'

// Somebody fills in what a contract is started with.

/** A PDF of one page; what makes it differ from others is its name. */
export function pdf(name: string): File {
  const text = `%PDF-1.4\n1 0 obj<</Type/Page>>endobj\n%%EOF ${name}`
  return new File([text], name, { type: 'application/pdf' })
}

/** Presses the button whose name begins so, once it is there. */
export async function press(user: UserEvent, name: string, where?: HTMLElement): Promise<void> {
  await user.click(await buttonOf(name, where))
}

/** The button whose name begins so. */
export function buttonOf(
  name: string,
  where: HTMLElement = document.body,
): Promise<HTMLButtonElement> {
  const options = { name: new RegExp(`^${name}`), hidden: true }
  return within(where).findByRole<HTMLButtonElement>('button', options)
}

/** The sheet or question of this name. To ask what is hidden takes long while it moves. */
export function dialogOf(name: string): Promise<HTMLElement> {
  return screen.findByRole('dialog', { name, hidden: true })
}

/** The rows of the files in the draft. */
export function fileRows(): HTMLElement[] {
  return screen.queryAllByTestId('draft-file')
}

/** The row of a file in the draft; undefined where there is none. */
export function fileRow(name: string): HTMLElement | undefined {
  return fileRows().find((row) => seenText(row).includes(name))
}

/** What a row of the draft says; empty where there is none. */
export function fileText(name: string): string {
  const row = fileRow(name)
  return row === undefined ? '' : seenText(row)
}

/** Chooses files for the draft. */
export async function chooseFiles(user: UserEvent, ...files: File[]): Promise<void> {
  await buttonOf('(添加文件|Add files)')
  const input = document.querySelector<HTMLInputElement>('input[type="file"][multiple]')
  if (input === null) throw new Error('nothing takes files')
  await user.upload(input, files)
}

/** Waits until a file can be signed. */
export async function untilReady(name: string): Promise<void> {
  await expect.poll(() => fileRow(name)?.dataset['stage']).toBe('ready')
}

/** Adds files to the draft, and waits until they can be signed. */
export async function addFiles(user: UserEvent, ...files: File[]): Promise<void> {
  await chooseFiles(user, ...files)
  for (const { name } of files) await untilReady(name)
}

/** What is wrong, and what explains a field to those who cannot see it. */
export function explanationOf(field: HTMLElement): string {
  const ids = (field.getAttribute('aria-describedby') ?? '').split(' ')
  return ids
    .flatMap((id) => document.getElementById(id) ?? [])
    .map(seenText)
    .join(' ')
}

/** The part of the page about signers, or the sheet about copies. */
export function part(name: 'signers' | 'copies'): Promise<HTMLElement> {
  return screen.findByTestId(`draft-${name}`)
}

/** Opens the sheet of a row of the form: a file's, a person's, or a setting's. */
export async function openSheet(
  user: UserEvent,
  row: HTMLElement | undefined,
): Promise<HTMLElement> {
  const button = row?.querySelector('button')
  if (button == null) throw new Error('nothing opens a sheet')
  await user.click(button)
  return screen.findByRole('dialog', { hidden: true })
}

/** Opens the sheet of one of the settings. */
export async function openSetting(user: UserEvent, name: string): Promise<HTMLElement> {
  await press(user, name)
  return dialogOf(name)
}

/** Waits until a sheet has gone. */
export async function untilGone(sheet: HTMLElement): Promise<void> {
  if (sheet.isConnected) await waitForElementToBeRemoved(sheet)
}

/** Takes over what was entered in a sheet, which goes. */
export async function finish(user: UserEvent, sheet: HTMLElement): Promise<void> {
  await press(user, '完成', sheet)
  await untilGone(sheet)
}

/** Adds a signer from outside. */
export async function addOutsider(user: UserEvent, name: string, account: string): Promise<void> {
  await press(user, '添加外部人员', await part('signers'))
  const sheet = await dialogOf('添加外部人员')
  await user.type(within(sheet).getByLabelText('姓名'), name)
  await user.type(within(sheet).getByLabelText('手机号或邮箱'), account)
  await finish(user, sheet)
}

/** How often e签宝 was asked to start a flow. */
export async function startCalls(sandbox: SandboxControl): Promise<number> {
  const starts = ['/v2.0/esign/process/startAtOnce', '/v2.0/esign/processes/startUrls']
  return (await sandbox.calls()).filter(({ path }) => starts.includes(path)).length
}

import { screen, waitForElementToBeRemoved, within } from '@testing-library/dom'
import type { UserEvent } from '@testing-library/user-event'
import { expect } from 'vitest'
import type { SandboxControl } from '#e2e/support/sandbox-control.ts'
import { openDialog, seenText } from './render-app.tsx'

// Steps of filling in a draft.

/** A PDF of one page; its name makes its content unique. */
export function pdf(name: string): File {
  const text = `%PDF-1.4\n1 0 obj<</Type/Page>>endobj\n%%EOF ${name}`
  return new File([text], name, { type: 'application/pdf' })
}

/** Presses the button whose name starts with this, once it is rendered and enabled. */
export async function press(user: UserEvent, name: string, where?: HTMLElement): Promise<void> {
  const button = await buttonOf(name, where)
  // It may be enabled by what was just typed, which is drawn a moment later.
  await expect.poll(() => button.disabled).toBe(false)
  await user.click(button)
}

/** The button whose name starts with this. */
export function buttonOf(
  name: string,
  where: HTMLElement = document.body,
): Promise<HTMLButtonElement> {
  const options = { name: new RegExp(`^${name}`), hidden: true }
  return within(where).findByRole<HTMLButtonElement>('button', options)
}

export function fileRows(): HTMLElement[] {
  return screen.queryAllByTestId('draft-file')
}

export function fileRow(name: string): HTMLElement | undefined {
  return fileRows().find((row) => seenText(row).includes(name))
}

export function fileText(name: string): string {
  const row = fileRow(name)
  return row === undefined ? '' : seenText(row)
}

export async function chooseFiles(user: UserEvent, ...files: File[]): Promise<void> {
  await buttonOf('(添加文件|Add files)')
  const input = document.querySelector<HTMLInputElement>('input[type="file"][multiple]')
  if (input === null) throw new Error('nothing takes files')
  await user.upload(input, files)
}

/** Waits until a file is uploaded and processed by e签宝. */
export async function untilReady(name: string): Promise<void> {
  await expect.poll(() => fileRow(name)?.dataset['stage']).toBe('ready')
}

/** Adds files to the draft, and waits until e签宝 has processed them. */
export async function addFiles(user: UserEvent, ...files: File[]): Promise<void> {
  await chooseFiles(user, ...files)
  for (const { name } of files) await untilReady(name)
}

/** The field's error and description, as screen readers read them. */
export function explanationOf(field: HTMLElement): string {
  const ids = (field.getAttribute('aria-describedby') ?? '').split(' ')
  return ids
    .flatMap((id) => document.getElementById(id) ?? [])
    .map(seenText)
    .join(' ')
}

/** The signers' card, or the sheet of copies. */
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
  return openDialog()
}

export async function openSetting(user: UserEvent, name: string): Promise<HTMLElement> {
  await press(user, name)
  return openDialog(name)
}

export async function untilGone(sheet: HTMLElement): Promise<void> {
  if (sheet.isConnected) await waitForElementToBeRemoved(sheet)
}

/** Presses 完成, and waits until the sheet is gone. */
export async function finish(user: UserEvent, sheet: HTMLElement): Promise<void> {
  await press(user, '完成', sheet)
  await untilGone(sheet)
}

export async function addOutsider(user: UserEvent, name: string, account: string): Promise<void> {
  await press(user, '添加外部人员', await part('signers'))
  const sheet = await openDialog('添加外部人员')
  await user.type(within(sheet).getByLabelText('姓名'), name)
  await user.type(within(sheet).getByLabelText('手机/邮箱'), account)
  await finish(user, sheet)
}

/** Starts the contract after the last look at it. */
export async function start(user: UserEvent): Promise<void> {
  await press(user, '发起签署')
  await press(user, '确认发起', await openDialog('确认发起'))
}

/** How many calls to start a flow e签宝 has received. */
export async function startCalls(sandbox: SandboxControl): Promise<number> {
  const starts = ['/v2.0/esign/process/startAtOnce', '/v2.0/esign/processes/startUrls']
  return (await sandbox.calls()).filter(({ path }) => starts.includes(path)).length
}

// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import type { UserEvent } from '@testing-library/user-event'
import { expect, it } from 'vitest'
import type { FlowDraft } from '#shared/schemas/flow/flow-draft.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { answerCalls } from './answers.ts'
import { serveApp } from './app-process.ts'
import { address, renderApp, resize, seenAll, seenText, textOf, textsOf } from './render-app.tsx'
import {
  addFiles,
  buttonOf,
  dialogOf,
  fileText,
  finish,
  openSheet,
  part,
  pdf,
  press,
  start,
  startCalls,
  untilGone,
} from './start.ts'

// The last look before a contract is sent, and the form filled in like another contract.

const app = serveApp()

const signers = () => textsOf('draft-signer')
const titleField = () => screen.findByLabelText<HTMLInputElement>('合同名称')

async function addCompany(user: UserEvent): Promise<void> {
  await press(user, '添加外部人员', await part('signers'))
  const sheet = await dialogOf('添加外部人员')
  const field = (label: RegExp | string) => within(sheet).getByLabelText(label)
  await user.type(field('姓名'), '周外')
  await user.type(field('手机号或邮箱'), '13800000000')
  await user.type(field(/^企业名称/), '云帆')
  await finish(user, sheet)
  await expect.poll(signers).toEqual([expect.stringContaining('云帆 · 138****0000 · 企业章')])
}

it('typing a company ticks its seal until seals are chosen by hand', async () => {
  const user = await renderApp(app(), '/start')
  await press(user, '添加外部人员', await part('signers'))
  const sheet = await dialogOf('添加外部人员')
  const company = within(sheet).getByLabelText(/^企业名称（个人可不填）/)
  const isTicked = (name: string) => within(sheet).getByLabelText<HTMLInputElement>(name).checked
  expect([isTicked('企业章'), isTicked('个人章')]).toEqual([false, true])
  await user.type(company, '云帆')
  expect([isTicked('企业章'), isTicked('个人章')]).toEqual([true, true])
  await user.clear(company)
  expect([isTicked('企业章'), isTicked('个人章')]).toEqual([false, true])
  await user.type(company, '云帆')
  await user.click(within(sheet).getByLabelText('企业章'))
  await user.type(company, '贸易')
  await user.clear(company)
  await user.type(company, '云帆')
  expect(isTicked('企业章')).toBe(false)
})

it('nothing is started before what is sent to whom was looked at', async () => {
  const user = await renderApp(app(), '/start')
  await addFiles(user, pdf('采购合同.pdf'))
  await addCompany(user)
  await press(user, '发起签署')
  const review = await dialogOf('确认发起')
  const text = seenText(review)
  for (const said of [
    '采购合同.pdf合同 · 1 页',
    '周外 外部',
    '云帆 · 138****0000 · 企业章、个人章',
    '签署截止时间不限',
    '用掉 1 份合同（余 99 份）',
    '发出后不能在这里撤回；要撤回，请到 e签宝操作。',
    '本方没有人盖企业章。',
  ])
    expect(text).toContain(said)
  await press(user, '去修改', review)
  await untilGone(review)
  const add = await buttonOf('添加同事', await part('signers'))
  await expect.poll(() => document.activeElement).toBe(add)

  // It is said once.
  await press(user, '发起签署')
  const again = await dialogOf('确认发起')
  expect(seenText(again)).not.toContain('本方没有人盖企业章。')
  await press(user, '再看看', again)
  await untilGone(again)
  expect(await startCalls(app().sandbox)).toBe(0)
  await start(user)
  await expect.poll(() => textOf('flow-status')).toBe('签署中')
})

it('on a wide window the summary beside the form follows it', async () => {
  resize(1280)
  const user = await renderApp(app(), '/start')
  const summary = await screen.findByRole('complementary', { name: '内容' })
  expect(seenText(summary)).toContain('还没有签署人')
  await addFiles(user, pdf('采购合同.pdf'))
  await addCompany(user)
  expect(seenText(summary)).toContain('云帆 · 138****0000 · 企业章、个人章')
  await press(user, '发起签署', summary)
  await dialogOf('确认发起')
  expect(screen.getAllByRole('button', { name: '发起签署', hidden: true })).toHaveLength(1)
})

/** Starts a contract, and returns the address of the form filled in like it. */
async function startOne(user: UserEvent): Promise<string> {
  await addFiles(user, pdf('采购合同.pdf'))
  await addCompany(user)
  await start(user)
  await expect.poll(() => textOf('flow-status')).toBe('签署中')
  return `/start?from=${address().split('/').at(-1)}`
}

it('is filled in like another contract, once', async () => {
  let user = await renderApp(app(), '/start')
  const path = await startOne(user)
  user = await renderApp(app(), path)
  await expect.poll(() => textOf('filled-from')).toContain('已按《采购合同》填好，请核对。')
  expect((await titleField()).value).toBe('采购合同')
  expect(signers()).toEqual([expect.stringContaining('云帆 · 138****0000 · 企业章、个人章')])
  await expect.poll(() => fileText('采购合同.pdf')).toContain('可以签署')
  expect(address()).toBe('/start')
  const sheet = await openSheet(user, screen.getByTestId('draft-signer'))
  expect(within(sheet).getByLabelText<HTMLInputElement>('手机号或邮箱').value).toBe('13800000000')
  await press(user, '取消', sheet)
  await untilGone(sheet)
  await start(user)
  await expect.poll(() => textOf('flow-status')).toBe('签署中')
  expect(await startCalls(app().sandbox)).toBe(2)
})

it('a kept draft about something else is replaced only after a question', async () => {
  let user = await renderApp(app(), '/start')
  const path = await startOne(user)
  user = await renderApp(app(), '/start')
  await user.type(await titleField(), '租赁合同')
  user = await renderApp(app(), path)
  await press(user, '保留草稿', await dialogOf('用《采购合同》的内容？'))
  await expect.poll(address).toBe('/start')
  expect((await titleField()).value).toBe('租赁合同')
  user = await renderApp(app(), path)
  await press(user, '用这份', await dialogOf('用《采购合同》的内容？'))
  await expect.poll(async () => (await titleField()).value).toBe('采购合同')
  // The same content needs no question.
  await renderApp(app(), path)
  await expect.poll(() => textOf('filled-from')).toContain('已按《采购合同》填好')
  expect(screen.queryByRole('dialog', { hidden: true })).toBeNull()
})

it('what is not known of the other contract is empty and says what belongs there', async () => {
  answerCalls(/\/draft$/, async () =>
    Response.json({
      title: null,
      signers: [
        {
          kind: 'outsider',
          account: '',
          name: '周外',
          organization: '云帆',
          seals: ['company'],
          order: null,
        },
      ],
      copies: [],
      files: [
        { fileId: 'f', name: 'a.pdf', kind: 'contract', state: 'failed', size: null, pages: null },
      ],
      deadlineMs: null,
      page: null,
    } satisfies FlowDraft),
  )
  const user = await renderApp(app(), '/start?from=PRO-1')
  await expect.poll(() => textOf('filled-from')).toContain('已按原合同填好，请核对。')
  expect(fileText('a.pdf')).toContain('e签宝已没有这个文件，请重新选择')
  expect(signers()).toEqual([expect.stringContaining('请填写 11 位手机号或邮箱地址')])
  const sheet = await openSheet(user, screen.getByTestId('draft-signer'))
  expect(seenAll('[role="alert"]', sheet)).toEqual(['请填写 11 位手机号或邮箱地址'])
})

it('another contract that cannot be read leaves a form that can be filled in', async () => {
  let status = 503
  answerCalls(/\/draft$/, async (call) => {
    if (status === 0) return call()
    const code = status === 403 ? 'flow-forbidden' : 'store-unavailable'
    return Response.json({ status, code, title: '', requestId: 'r' }, { status })
  })
  const path = linkTo('SIGNING').replace(/^\/flows\/([^?]+).*/, '/start?from=$1')
  const user = await renderApp(app(), path)
  await expect.poll(() => textOf('from-failed')).toContain('没有取到原合同的内容，可以直接填写。')
  await user.type(await titleField(), '租赁合同')
  status = 403
  await press(user, '重试', screen.getByTestId('from-failed'))
  await expect.poll(() => screen.getByTestId('from-failed').dataset['code']).toBe('flow-forbidden')
  expect(
    within(screen.getByTestId('from-failed')).queryByRole('button', { name: '重试' }),
  ).toBeNull()
  expect((await titleField()).value).toBe('租赁合同')
})

// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import { expect, it } from 'vitest'
import type { Readiness } from '#shared/schemas/readiness.ts'
import { answerCalls } from './answers.ts'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { serveApp } from './app-process.ts'
import { renderApp, seenAll, seenText, notifyCorp, textOf, textsOf } from './render-app.tsx'
import {
  addFiles,
  addOutsider,
  buttonOf,
  dialogOf,
  explanationOf,
  fileRow,
  fileText,
  finish,
  openSetting,
  openSheet,
  part,
  pdf,
  press,
  start,
  startCalls,
  untilGone,
} from './start.ts'

// Filling in a draft: mistakes are explained, and nothing is lost.

const app = serveApp()

const titleField = () => screen.findByLabelText<HTMLInputElement>('合同名称')
const signers = () => textsOf('draft-signer')
const textOfButton = async (name: string) => seenText(await buttonOf(name))

it('what is missing goes when the organisation has authorised the app', async () => {
  const { sandbox } = app()
  await sandbox.setCorp(sandboxCorpId, { esignAuthorised: false })
  await renderApp(app(), '/start')
  const state = () => screen.queryByTestId('readiness')?.dataset['state']
  await expect.poll(state).toBe('missing')
  await sandbox.setCorp(sandboxCorpId, { esignAuthorised: true })
  notifyCorp()
  await expect.poll(state).toBe('ok')
})

it('each mistake is explained at its row, and the first one has the focus', async () => {
  const user = await renderApp(app(), '/start')
  expect(await textOfButton('发起方式')).toContain('直接发起')
  // An untouched form shows no issues.
  expect(document.querySelectorAll('[data-rule]')).toHaveLength(0)
  await press(user, '发起签署')
  const files = await buttonOf('添加文件')
  await expect.poll(() => document.activeElement).toBe(files)
  expect(seenText(files)).toContain('请至少添加一个合同文件')
  expect(await textOfButton('添加同事')).toContain('请至少添加一位签署人')
  await screen.findByText('还有 3 处需要修改')

  await addFiles(user, pdf('a.pdf'))
  const title = await titleField()
  await user.clear(title)
  await user.type(title, '合同*')
  await expect.poll(() => explanationOf(title)).toMatch(/不能包含特殊字符/)
  expect(title.getAttribute('aria-invalid')).toBe('true')
  await user.clear(title)
  await user.type(title, '合同')
  await expect.poll(() => explanationOf(title)).toBe('')
  await screen.findByText('还有 1 处需要修改')
})

it('a draft of an earlier version is shown with its mistakes', async () => {
  let user = await renderApp(app(), '/start')
  await user.type(await titleField(), '合同')
  const key = Object.keys(localStorage).find((name) => name.startsWith('start-draft:')) ?? ''
  // A draft as stored by earlier versions: it could contain people with empty fields.
  const stored = JSON.parse(localStorage.getItem(key) ?? '')
  const nobody = { kind: 'outsider', account: '1380000', name: '', organization: '' }
  stored.draft.signers = [{ key: 's1', ...nobody, seals: ['company'], withPrevious: false }]
  stored.draft.copies = [{ key: 'c1', ...nobody, name: '周外' }]
  stored.draft.deadline = '2020-01-01T08:00'
  localStorage.setItem(key, JSON.stringify(stored))
  user = await renderApp(app(), '/start')
  await addFiles(user, pdf('a.pdf'))
  await press(user, '发起签署')
  const signer = await screen.findByTestId('draft-signer')
  await expect.poll(() => document.activeElement).toBe(within(signer).getByRole('button'))
  expect(seenText(signer)).toContain('请填写姓名')
  expect(seenText(signer)).toContain('请填写 11 位手机号或邮箱地址')
  expect(seenText(signer)).toContain('需要盖企业章，请填写企业名称')
  expect(await textOfButton('签署截止时间')).toContain('截止时间已经过去')
  const copies = await buttonOf('抄送人')
  expect(seenText(copies)).toContain('1 人')
  expect(seenText(copies)).toContain('请填写 11 位手机号或邮箱地址')
  await user.click(copies)
  await expect
    .poll(() => textsOf('draft-copy'))
    .toEqual([expect.stringMatching(/周外.*请填写 11 位/)])
})

it('mistakes are explained in English', async () => {
  const user = await renderApp(app(), '/start', { in: 'en' })
  await press(user, 'Start signing')
  expect(await textOfButton('Add files')).toContain('Add at least one contract file')
  await screen.findByText('3 things to correct')
  await press(user, 'Add an outside person')
  const sheet = await dialogOf('Add an outside person')
  await user.type(within(sheet).getByLabelText('Mobile number or email'), '1380000')
  await user.click(within(sheet).getByLabelText('Company seal'))
  await press(user, 'Done', sheet)
  await expect
    .poll(() => seenAll('[role="alert"]', sheet))
    .toEqual([
      'Enter a name',
      'Enter a mobile number of 11 digits or an email address',
      'Enter the company: a company seal is needed',
    ])
  await press(user, 'Cancel', sheet)
  await untilGone(sheet)
  const deadline = await openSetting(user, 'Signing deadline')
  await user.click(within(deadline).getByLabelText('Another time'))
  const time = deadline.querySelector('input[type="datetime-local"]')
  if (time === null) throw new Error('no time can be typed')
  await user.type(time, '2020-01-01T08:00')
  await press(user, 'Done', deadline)
  await expect
    .poll(() => seenAll('[role="alert"]', deadline))
    .toEqual(['This time has passed. Choose a later one.'])
})

it('a field shows its mistake when it is left after typing', async () => {
  const user = await renderApp(app(), '/start')
  await press(user, '添加外部人员', await part('signers'))
  const sheet = await dialogOf('添加外部人员')
  const name = within(sheet).getByLabelText('姓名')
  await user.click(name)
  await user.tab()
  expect(explanationOf(name)).toBe('')
  const account = within(sheet).getByLabelText('手机号或邮箱')
  await user.type(account, '1380000')
  expect(explanationOf(account)).toBe('')
  await user.tab()
  await expect.poll(() => explanationOf(account)).toBe('请填写 11 位手机号或邮箱地址')
  await user.clear(account)
  await user.type(account, 'zhou@example.com')
  await expect.poll(() => explanationOf(account)).toBe('')
})

it('an outside signer is added once all fields are filled in, and can be changed', async () => {
  const user = await renderApp(app(), '/start')
  await press(user, '添加外部人员', await part('signers'))
  const adding = await dialogOf('添加外部人员')
  const field = (label: string) => within(adding).getByLabelText(label)
  expect(within(adding).queryByRole('alert')).toBeNull()
  await user.type(field('手机号或邮箱'), '1380000')
  await user.click(field('企业章'))
  await press(user, '完成', adding)
  await expect.poll(() => document.activeElement).toBe(field('姓名'))
  expect(seenAll('[role="alert"]', adding)).toEqual([
    '请填写姓名',
    '请填写 11 位手机号或邮箱地址',
    '需要盖企业章，请填写企业名称',
  ])
  await user.type(field('姓名'), '周外')
  await user.clear(field('手机号或邮箱'))
  await user.type(field('手机号或邮箱'), '13800000000')
  await user.type(field('企业名称'), '云帆')
  await press(user, '完成', adding)
  await expect.poll(() => seenAll('[role="status"]')).toContain('已保存')
  await untilGone(adding)
  await expect
    .poll(signers)
    .toEqual([expect.stringContaining('云帆 · 138****0000 · 企业章、个人章')])

  const row = () => screen.getByTestId('draft-signer')
  let editing = await openSheet(user, row())
  await user.click(within(editing).getByLabelText('企业章'))
  await press(user, '取消', editing)
  await untilGone(editing)
  expect(signers()).toEqual([expect.stringContaining('云帆 · 138****0000 · 企业章、个人章')])
  editing = await openSheet(user, row())
  await user.click(within(editing).getByLabelText('企业章'))
  await finish(user, editing)
  await expect.poll(signers).toEqual([expect.not.stringContaining('企业章')])
  editing = await openSheet(user, row())
  await press(user, '移除', editing)
  await expect.poll(signers).toEqual([])
  const add = await buttonOf('添加同事', await part('signers'))
  await expect.poll(() => document.activeElement).toBe(add)
})

it('a sheet that was closed by accident has what was typed; 取消 and 清空重填 discard it', async () => {
  const user = await renderApp(app(), '/start')
  await user.type(await titleField(), '年度采购')
  const openAdding = async () => {
    await press(user, '添加外部人员', await part('signers'))
    return dialogOf('添加外部人员')
  }
  const nameIn = (sheet: HTMLElement) => within(sheet).getByLabelText<HTMLInputElement>('姓名')
  let sheet = await openAdding()
  await user.type(nameIn(sheet), '周')
  await user.click(document.querySelector('.adm-mask-aria-button') ?? sheet)
  await untilGone(sheet)
  sheet = await openAdding()
  await user.type(nameIn(sheet), '外')
  await user.keyboard('{Escape}')
  await untilGone(sheet)
  sheet = await openAdding()
  expect(nameIn(sheet).value).toBe('周外')
  await user.type(within(sheet).getByLabelText('手机号或邮箱'), '13800000000')
  await finish(user, sheet)
  await expect.poll(signers).toEqual([expect.stringContaining('周外')])

  // Entries that were saved or discarded do not reappear.
  sheet = await openAdding()
  expect(nameIn(sheet).value).toBe('')
  await user.type(nameIn(sheet), '吴外')
  await press(user, '取消', sheet)
  await untilGone(sheet)
  sheet = await openAdding()
  expect(nameIn(sheet).value).toBe('')
  await user.type(nameIn(sheet), '郑外')
  await user.keyboard('{Escape}')
  await untilGone(sheet)
  await press(user, '清空重填')
  await press(user, '清空', await dialogOf('清空所有已填写的内容和文件？'))
  await expect.poll(signers).toEqual([])
  expect(nameIn(await openAdding()).value).toBe('')
})

it('a tap beside a sheet that moves out does not bring back what was taken over', async () => {
  const user = await renderApp(app(), '/start')
  await press(user, '添加外部人员', await part('signers'))
  let sheet = await dialogOf('添加外部人员')
  await user.type(within(sheet).getByLabelText('姓名'), '周外')
  await user.type(within(sheet).getByLabelText('手机号或邮箱'), '13800000000')
  const beside = document.querySelector<HTMLElement>('.adm-mask-aria-button')
  within(sheet).getByRole('button', { name: '完成', hidden: true }).click()
  beside?.click()
  await untilGone(sheet)
  await press(user, '添加外部人员', await part('signers'))
  sheet = await dialogOf('添加外部人员')
  expect(within(sheet).getByLabelText<HTMLInputElement>('姓名').value).toBe('')
})

it('a deadline is chosen from presets or entered', async () => {
  const user = await renderApp(app(), '/start')
  expect(await textOfButton('签署截止时间')).toContain('不限')
  let sheet = await openSetting(user, '签署截止时间')
  const choice = (name: RegExp) =>
    within(sheet).getByRole<HTMLInputElement>('radio', { name, hidden: true })
  await user.click(choice(/^7 天/))
  await finish(user, sheet)
  await expect.poll(() => textOfButton('签署截止时间')).toMatch(/\d+月\d+日.* 23:59/)
  expect(seenAll('time')).toEqual([expect.stringMatching(/ 23:59$/)])
  sheet = await openSetting(user, '签署截止时间')
  expect(choice(/^7 天/).checked).toBe(true)
  await user.click(choice(/^自选/))
  const time = sheet.querySelector<HTMLInputElement>('input[type="datetime-local"]')
  if (time === null) throw new Error('no time can be typed')
  await user.clear(time)
  await user.type(time, '2020-01-01T08:00')
  await press(user, '完成', sheet)
  await expect.poll(() => document.activeElement).toBe(time)
  expect(explanationOf(time)).toMatch(/截止时间已经过去/)
  await user.click(choice(/^不限/))
  await finish(user, sheet)
  await expect.poll(() => textOfButton('签署截止时间')).toContain('不限')
})

it('a file that e签宝 has lost meanwhile is reported', async () => {
  let user = await renderApp(app(), '/start')
  await addFiles(user, pdf('a.pdf'))
  await app().sandbox.reset()
  user = await renderApp(app(), '/start')
  await expect.poll(() => fileText('a.pdf')).toContain('e签宝已没有这个文件，请重新选择')
  await press(user, '发起签署')
  await expect.poll(() => document.activeElement).toBe(fileRow('a.pdf')?.querySelector('button'))
})

it('other people on the same device do not see a draft', async () => {
  let user = await renderApp(app(), '/start')
  await user.type(await titleField(), '年度采购')
  expect(Object.keys(localStorage).join()).toContain('/zhangsan')
  await renderApp(app(), '/start', { as: 'lisi' })
  expect((await titleField()).value).toBe('')
  user = await renderApp(app(), '/start')
  expect((await titleField()).value).toBe('年度采购')
  await press(user, '清空重填')
  const question = await dialogOf('清空所有已填写的内容和文件？')
  await expect
    .poll(() => document.activeElement)
    .toBe(within(question).getByRole('button', { name: '取消', hidden: true }))
  await press(user, '清空', question)
  await expect.poll(async () => (await titleField()).value).toBe('')
  expect(Object.keys(localStorage).join()).not.toContain('start-draft')
})

it('a double tap starts one contract', async () => {
  const user = await renderApp(app(), '/start')
  await addFiles(user, pdf('a.pdf'))
  await addOutsider(user, '周外', '13800000000')
  await expect.poll(signers).toEqual([expect.stringContaining('周外')])
  await press(user, '发起签署')
  await user.dblClick(await buttonOf('确认发起', await dialogOf('确认发起')))
  await expect.poll(() => textOf('flow-status')).toBe('签署中')
  expect(await startCalls(app().sandbox)).toBe(1)
})

it('a draft that another window may have sent is sent after a question, once it is whole', async () => {
  const user = await renderApp(app(), '/start')
  await addFiles(user, pdf('a.pdf'))
  await addOutsider(user, '周外', '13800000000')
  await expect.poll(signers).toEqual([expect.stringContaining('周外')])
  // As another window does after a start, but without a storage event.
  localStorage.clear()
  await start(user)
  await expect.poll(() => textOf('doubtful')).toContain('没有收到结果，合同可能已经发起。')
  const title = await titleField()
  // Nothing can be changed or sent until the person has looked at the list.
  expect(title.closest('[inert]')).not.toBeNull()
  expect(screen.queryByRole('button', { name: '发起签署' })).toBeNull()
  await buttonOf('去首页核对')
  await press(user, '确认没有，重新发起')
  const review = await dialogOf('确认发起')
  expect(title.closest('[inert]')).toBeNull()
  expect(screen.queryByTestId('doubtful')).toBeNull()
  await press(user, '再看看', review)
  await untilGone(review)
  await user.clear(title)
  await press(user, '发起签署')
  await screen.findByText('还有 1 处需要修改')
  expect(await startCalls(app().sandbox)).toBe(0)
  await user.type(title, '合同')
  await start(user)
  await expect.poll(() => textOf('flow-status')).toBe('签署中')
  expect(await startCalls(app().sandbox)).toBe(1)
})

it('what is known to block the start is on the button, with who can mend it', async () => {
  await app().sandbox.setCorp(sandboxCorpId, { margin: 0 })
  const user = await renderApp(app(), '/start')
  const button = await buttonOf('合同余量不足')
  expect(button.disabled).toBe(true)
  expect(textOf('blocker')).toContain('请联系您组织的管理员购买合同套餐。')
  await press(user, '通知管理员')
  await expect.poll(() => seenAll('[role="status"]').join()).toMatch(/已通知 .*王五/)
  expect(textOf('blocker')).toMatch(/已通知 .*王五/)
  expect(screen.queryByRole('button', { name: '通知管理员' })).toBeNull()
})

it('what may not be met, but does not block, is said before a complete draft is sent', async () => {
  answerCalls(/\/api\/readiness/, async (call) => {
    const readiness: Readiness = await (await call()).json()
    const checks = readiness.checks.map((check) => {
      return check.item === 'person-verified' ? { ...check, state: 'missing' as const } : check
    })
    return Response.json({ ...readiness, checks } satisfies Readiness)
  })
  const user = await renderApp(app(), '/start')
  await addFiles(user, pdf('a.pdf'))
  const note = '有的条件还没有完成，提交可能不会成功。'
  expect(screen.queryByText(note)).toBeNull()
  await addOutsider(user, '周外', '13800000000')
  await screen.findByText(note)
})

it('few contracts left are said in the line that stays', async () => {
  await app().sandbox.setCorp(sandboxCorpId, { margin: 10 })
  await renderApp(app(), '/start')
  await expect.poll(() => textOf('readiness')).toContain('准备就绪，剩余 10 份')
  expect(document.querySelector('.readiness .tone-warn')).not.toBeNull()
})

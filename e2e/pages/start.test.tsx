// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import { expect, it, describe, vi } from 'vitest'
import { answerCalls } from './answers.ts'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import '#web/features/start/start-page.tsx'
import { serveApp } from './app-process.ts'
import {
  openDialog,
  renderApp,
  seenAll,
  seenText,
  notifyCorp,
  textOf,
  textsOf,
  address,
  resize,
} from './render-app.tsx'
import {
  addFiles,
  addOutsider,
  buttonOf,
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
  untilReady,
} from './start.ts'
import type { UserEvent } from '@testing-library/user-event'
import type { FlowDraft } from '#shared/schemas/flow/flow-draft.ts'
import { linkTo } from '#e2e/support/seeds.ts'

const app = serveApp()

const titleField = () => screen.findByLabelText<HTMLInputElement>('合同名称')
const signers = () => textsOf('draft-signer')

describe('the draft', () => {
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
    stored.draft.copies = [{ key: 'c1', ...nobody, name: '周外', organization: '司'.repeat(101) }]
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
      .toEqual([expect.stringMatching(/周外.*请填写 11 位.*企业名称不能超过/)])
    // A sheet also says what is wrong with a field that it does not have.
    await user.click(within(screen.getByTestId('draft-copy')).getByRole('button', { hidden: true }))
    const copy = await openDialog('周外')
    await expect
      .poll(() => seenAll('[role="alert"]', copy))
      .toEqual(['企业名称不能超过 100 个字', '请填写 11 位手机号或邮箱地址'])
  })

  it('mistakes are explained in English', async () => {
    const user = await renderApp(app(), '/start', { in: 'en' })
    await press(user, 'Start signing')
    expect(await textOfButton('Add files')).toContain('Add at least one contract file')
    await screen.findByText('3 things to correct')
    await press(user, 'Add an outside person')
    const sheet = await openDialog('Add an outside person')
    await user.type(within(sheet).getByLabelText('Phone or email'), '1380000')
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
    const sheet = await openDialog('添加外部人员')
    const name = within(sheet).getByLabelText('姓名')
    await user.click(name)
    await user.tab()
    expect(explanationOf(name)).toBe('')
    const account = within(sheet).getByLabelText('手机/邮箱')
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
    const adding = await openDialog('添加外部人员')
    const field = (label: string) => within(adding).getByLabelText(label)
    expect(within(adding).queryByRole('alert')).toBeNull()
    await user.type(field('手机/邮箱'), '1380000')
    await user.click(field('企业章'))
    await press(user, '完成', adding)
    await expect.poll(() => document.activeElement).toBe(field('姓名'))
    expect(seenAll('[role="alert"]', adding)).toEqual([
      '请填写姓名',
      '请填写 11 位手机号或邮箱地址',
      '需要盖企业章，请填写企业名称',
    ])
    await user.type(field('姓名'), '周外')
    await user.clear(field('手机/邮箱'))
    await user.type(field('手机/邮箱'), '13800000000')
    await user.type(field('企业'), '云帆')
    await press(user, '完成', adding)
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
      return openDialog('添加外部人员')
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
    await user.type(within(sheet).getByLabelText('手机/邮箱'), '13800000000')
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
    await press(user, '清空', await openDialog('清空所有已填写的内容和文件？'))
    await expect.poll(signers).toEqual([])
    expect(nameIn(await openAdding()).value).toBe('')
  })

  it('a tap beside a sheet that moves out does not bring back what was taken over', async () => {
    const user = await renderApp(app(), '/start')
    await press(user, '添加外部人员', await part('signers'))
    let sheet = await openDialog('添加外部人员')
    await user.type(within(sheet).getByLabelText('姓名'), '周外')
    await user.type(within(sheet).getByLabelText('手机/邮箱'), '13800000000')
    const beside = document.querySelector<HTMLElement>('.adm-mask-aria-button')
    within(sheet).getByRole('button', { name: '完成', hidden: true }).click()
    beside?.click()
    await untilGone(sheet)
    await press(user, '添加外部人员', await part('signers'))
    sheet = await openDialog('添加外部人员')
    expect(within(sheet).getByLabelText<HTMLInputElement>('姓名').value).toBe('')
  })

  it('a deadline is chosen from presets or entered', async () => {
    const user = await renderApp(app(), '/start')
    expect(await textOfButton('签署截止时间')).toContain('不限')
    let sheet = await openSetting(user, '签署截止时间')
    const choice = (name: RegExp) =>
      within(sheet).getByRole<HTMLInputElement>('radio', { name, hidden: true })
    choice(/^不限/).focus()
    await user.keyboard('{ArrowDown}{ArrowDown}')
    expect(choice(/^7 天/).checked).toBe(true)
    await user.keyboard('{Escape}')
    await untilGone(sheet)
    await expect.poll(() => textOfButton('签署截止时间')).toMatch(/\d+月\d+日.* 23:59/)
    sheet = await openSetting(user, '签署截止时间')
    await user.click(choice(/^3 天/))
    await untilGone(sheet)
    await expect.poll(() => textOfButton('签署截止时间')).toMatch(/\d+月\d+日.* 23:59/)
    expect(seenAll('time')).toEqual([expect.stringMatching(/ 23:59$/)])
    sheet = await openSetting(user, '签署截止时间')
    expect(choice(/^3 天/).checked).toBe(true)
    await user.click(choice(/^自选/))
    const time = sheet.querySelector<HTMLInputElement>('input[type="datetime-local"]')
    if (time === null) throw new Error('no time can be typed')
    await user.clear(time)
    await user.type(time, '2020-01-01T08:00')
    await press(user, '完成', sheet)
    await expect.poll(() => document.activeElement).toBe(time)
    expect(explanationOf(time)).toMatch(/截止时间已经过去/)
    await user.click(choice(/^不限/))
    await untilGone(sheet)
    await expect.poll(() => textOfButton('签署截止时间')).toContain('不限')
  })

  it('a file that e签宝 has lost meanwhile is reported', async () => {
    let user = await renderApp(app(), '/start')
    await addFiles(user, pdf('a.pdf'))
    await app().sandbox.reset()
    user = await renderApp(app(), '/start')
    await expect.poll(() => fileText('a.pdf')).toContain('请重新选择')
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
    const question = await openDialog('清空所有已填写的内容和文件？')
    await expect
      .poll(() => document.activeElement)
      .toBe(within(question).getByRole('button', { name: '取消', hidden: true }))
    await press(user, '清空', question)
    await expect.poll(async () => (await titleField()).value).toBe('')
    expect(Object.keys(localStorage).join()).not.toContain('start-draft')
  })

  it('a file opens in the viewer from the last look at a contract', async () => {
    const user = await renderApp(app(), '/start')
    await addFiles(user, pdf('a.pdf'))
    await addOutsider(user, '周外', '13800000000')
    await press(user, '发起签署')
    const review = await openDialog('确认发起')
    await user.click(await within(review).findByRole('button', { name: /^a\.pdf/ }))
    const viewer = await screen.findByTestId('viewer')
    expect(within(viewer).getByRole('heading').textContent).toBe('a.pdf')
  })

  it('a double tap starts one contract', async () => {
    const user = await renderApp(app(), '/start')
    await addFiles(user, pdf('a.pdf'))
    await addOutsider(user, '周外', '13800000000')
    await expect.poll(signers).toEqual([expect.stringContaining('周外')])
    await press(user, '发起签署')
    await user.dblClick(await buttonOf('确认发起', await openDialog('确认发起')))
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
    const review = await openDialog('确认发起')
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

  it('while something is missing, the main button mends it or tells who can', async () => {
    await app().sandbox.setCorp(sandboxCorpId, { margin: 0 })
    const user = await renderApp(app(), '/start')
    await expect.poll(() => textOf('readiness')).toContain('请联系您组织的管理员购买合同套餐。')
    expect(screen.queryByRole('button', { name: '发起签署' })).toBeNull()
    await press(user, '通知管理员')
    const told = await buttonOf('已通知 .*王五')
    expect(told.disabled).toBe(true)
    expect(seenAll('[role="status"]').join()).toMatch(/已通知 .*王五/)
    await app().sandbox.setCorp(sandboxCorpId, { margin: 20 })
    notifyCorp()
    await buttonOf('发起签署')
  })

  it('while something is missing, the form is folded to its heads, each of which opens it', async () => {
    await app().sandbox.setCorp(sandboxCorpId, { margin: 0 })
    const title = () => screen.queryByLabelText<HTMLInputElement>('合同名称')
    const heads = () => seenAll('[data-testid=form-heads] button')
    let user = await renderApp(app(), '/start')
    await expect.poll(heads).toEqual(['文件', '合同名称', '签署人', '更多设置'])
    expect(title()).toBeNull()
    await press(user, '合同名称')
    await expect.poll(() => document.activeElement).toBe(title())
    await user.type(await titleField(), '年度采购')
    // What is being filled in stays open.
    notifyCorp()
    await expect.poll(() => screen.getByTestId('readiness').dataset['state']).toBe('missing')
    expect(title()?.value).toBe('年度采购')

    user = await renderApp(app(), '/start')
    await expect.poll(heads).toEqual(['文件', '合同名称年度采购', '签署人', '更多设置'])
    await app().sandbox.setCorp(sandboxCorpId, { margin: 20 })
    notifyCorp()
    await expect.poll(() => title()?.value).toBe('年度采购')
    await press(user, '清空重填')
    await press(user, '清空', await openDialog('清空所有已填写的内容和文件？'))
    await expect.poll(() => title()?.value).toBe('')
    expect(screen.queryByRole('button', { name: '清空重填' })).toBeNull()
  })

  it('news that something is missing does not fold what is being filled in', async () => {
    const user = await renderApp(app(), '/start')
    await buttonOf('发起签署')
    await user.click(await titleField())
    await app().sandbox.setCorp(sandboxCorpId, { margin: 0 })
    notifyCorp()
    await buttonOf('通知管理员')
    expect(document.activeElement).toBe(await titleField())
  })

  const readinessItem = (item: string) =>
    document.querySelector<HTMLElement>(`[data-testid=readiness-item][data-item=${item}]`)

  it('a person who cannot mend what is missing is told whom to ask', async () => {
    await app().sandbox.setCorp(sandboxCorpId, { realNameVerified: false, margin: 0 })
    const user = await renderApp(app(), '/start')
    await expect.poll(() => readinessItem('corp-verified')?.dataset['state']).toBe('missing')
    const item = readinessItem('corp-verified')
    expect(item?.textContent).toContain('请联系您组织的钉钉主管理员或子管理员')
    expect(item?.querySelector('button')).toBeNull()
    await press(user, '通知管理员', await screen.findByTestId('blocker'))
    await expect.poll(() => textOf('blocker')).toMatch(/已通知 .*王五/)
  })

  it('a check without a result does not prevent starting', async () => {
    await app().sandbox.fault({ match: '/v2.0/esign/corps/infos', status: 500 })
    const user = await renderApp(app(), '/start')
    await user.click(await screen.findByText('部分条件无法确认，可以继续'))
    await expect
      .poll(() => readinessItem('corp-verified')?.textContent)
      .toMatch(/无法确认 · 暂时连不上钉钉或 e签宝.*请求编号/)
    expect((await buttonOf('发起签署')).disabled).toBe(false)
  })

  it('a failed check does not affect the form, and is made again', async () => {
    let isBroken = true
    answerCalls(/\/api\/readiness/, (call) =>
      isBroken ? Promise.resolve(new Response('x', { status: 500 })) : call(),
    )
    const user = await renderApp(app(), '/start')
    await expect.poll(() => textOf('readiness')).toContain('不影响继续填写')
    const title = screen.getByLabelText<HTMLInputElement>('合同名称')
    await user.type(title, '年度采购')
    isBroken = false
    await press(user, '重试', screen.getByTestId('readiness'))
    await expect.poll(() => screen.getByTestId('readiness').dataset['state']).toBe('ok')
    expect(title.value).toBe('年度采购')
  })

  it('few contracts left are said in the line that stays', async () => {
    await app().sandbox.setCorp(sandboxCorpId, { margin: 10 })
    await renderApp(app(), '/start')
    await expect.poll(() => textOf('readiness')).toContain('仅剩 10 份')
    expect(document.querySelector('.readiness .tone-warn')).not.toBeNull()
  })
})

describe('the last look, and a form filled in like another contract', () => {
  async function addCompany(user: UserEvent): Promise<void> {
    await press(user, '添加外部人员', await part('signers'))
    const sheet = await openDialog('添加外部人员')
    const field = (label: RegExp | string) => within(sheet).getByLabelText(label)
    await user.type(field('姓名'), '周外')
    await user.type(field('手机/邮箱'), '13800000000')
    await user.type(field('企业'), '云帆')
    await finish(user, sheet)
    await expect.poll(signers).toEqual([expect.stringContaining('云帆 · 138****0000 · 企业章')])
  }

  it('typing a company ticks its seal until seals are chosen by hand', async () => {
    const user = await renderApp(app(), '/start')
    await press(user, '添加外部人员', await part('signers'))
    const sheet = await openDialog('添加外部人员')
    const company = within(sheet).getByLabelText('企业')
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
    const review = await openDialog('确认发起')
    for (const said of [
      '采购合同.pdf合同 · 1 页',
      '周外 外部',
      '云帆 · 138****0000 · 企业章、个人章',
      '签署截止时间不限',
      '用掉 1 份合同（余 99 份）',
      '发出后不能在这里撤回；要撤回，请到 e签宝操作。',
      '本方没有人盖企业章。',
    ])
      await expect.poll(() => seenText(review)).toContain(said)
    await press(user, '去修改', review)
    await untilGone(review)
    const add = await buttonOf('添加同事', await part('signers'))
    await expect.poll(() => document.activeElement).toBe(add)

    // It is said once.
    await press(user, '发起签署')
    const again = await openDialog('确认发起')
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
    await openDialog('确认发起')
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
    expect(within(sheet).getByLabelText<HTMLInputElement>('手机/邮箱').value).toBe('13800000000')
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
    await press(user, '保留草稿', await openDialog('用《采购合同》的内容？'))
    await expect.poll(address).toBe('/start')
    expect((await titleField()).value).toBe('租赁合同')
    user = await renderApp(app(), path)
    await press(user, '用这份', await openDialog('用《采购合同》的内容？'))
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
            remark: '',
            seals: ['company'],
            order: null,
          },
        ],
        copies: [],
        files: [
          {
            fileId: 'f',
            name: 'a.pdf',
            kind: 'contract',
            state: 'failed',
            size: null,
            pages: null,
          },
        ],
        deadlineMs: null,
        page: null,
      } satisfies FlowDraft),
    )
    let user = await renderApp(app(), '/start?from=PRO-1')
    await expect.poll(() => textOf('filled-from')).toContain('已填好签署人和设置，请重新选择文件。')
    expect(fileText('a.pdf')).toContain('请重新选择')
    // Nothing is wrong with the files before they were touched.
    expect(seenAll('[role="alert"]', await screen.findByTestId('draft-files'))).toEqual([])
    expect(signers()).toEqual([expect.stringContaining('请填写 11 位手机号或邮箱地址')])
    const sheet = await openSheet(user, screen.getByTestId('draft-signer'))
    expect(seenAll('[role="alert"]', sheet)).toEqual(['请填写 11 位手机号或邮箱地址'])

    // It stays so when the app is opened again, and a tap on the row opens the picker.
    user = await renderApp(app(), '/start')
    await expect.poll(() => fileText('a.pdf')).toContain('请重新选择')
    const row = fileRow('a.pdf')
    const input = row?.querySelector<HTMLInputElement>('input[type="file"]')
    if (!row || !input) throw new Error('the row has no picker')
    const opened = vi.spyOn(input, 'click')
    await user.click(within(row).getByRole('button', { name: /^a\.pdf/ }))
    expect(opened).toHaveBeenCalledOnce()
    await user.upload(input, pdf('b.pdf'))
    await expect.poll(() => fileText('b.pdf')).toContain('可以签署')
    expect(fileText('a.pdf')).toBe('')
  })

  it("a signer's remark is kept, looked at before the start, shown at the contract and filled in again", async () => {
    let user = await renderApp(app(), '/start')
    await addFiles(user, pdf('a.pdf'))
    await addOutsider(user, '周外', '13800000000')
    const sheet = await openSheet(user, await screen.findByTestId('draft-signer'))
    const field = within(sheet).getByLabelText('备注（可不填）')
    expect(explanationOf(field)).toBe('合同中的人都能看到')
    await user.type(field, '备'.repeat(51))
    await press(user, '完成', sheet)
    await expect.poll(() => explanationOf(field)).toContain('备注不能超过 50 个字')
    await user.clear(field)
    await user.type(field, '法务部盖章')
    await finish(user, sheet)
    const remarked = [expect.stringContaining('备注：法务部盖章')]
    await expect.poll(signers).toEqual(remarked)
    user = await renderApp(app(), '/start')
    await expect.poll(signers).toEqual(remarked)
    await untilReady('a.pdf')
    await press(user, '发起签署')
    const review = await openDialog('确认发起')
    expect(textsOf('review-signer')).toEqual(remarked)
    await press(user, '确认发起', review)
    await expect.poll(() => textsOf('signer')).toEqual(remarked)
    const taskId = /PRO-[^?]+/.exec(address())?.[0]
    await renderApp(app(), `/start?from=${taskId}`)
    await expect.poll(signers).toEqual(remarked)
    // Else the file's state is written into the next test's draft.
    await untilReady('a.pdf')
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
    await expect
      .poll(() => screen.getByTestId('from-failed').dataset['code'])
      .toBe('flow-forbidden')
    expect(
      within(screen.getByTestId('from-failed')).queryByRole('button', { name: '重试' }),
    ).toBeNull()
    expect((await titleField()).value).toBe('租赁合同')
  })
})

describe('leaving while the contract is being started', () => {
  const said = () => seenAll('[role="status"]')

  /** Holds a start back until the returned function is called. */
  function holdStart(answer: (call: () => Promise<Response>) => Promise<Response>): () => void {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    answerCalls(/\/api\/flows$/, async (call) => {
      await held
      return answer(call)
    })
    return () => release()
  }

  async function startAndLeave(user: UserEvent): Promise<void> {
    await addFiles(user, pdf('采购合同.pdf'))
    await addOutsider(user, '周外', '13800000000')
    await start(user)
    await leave(user)
  }

  /** Starts on e签宝's page, for which the browser opens this tab. */
  async function startByPageAndLeave(user: UserEvent, tab: object | null): Promise<void> {
    const sheet = await openSetting(user, '发起方式')
    await user.click(within(sheet).getByRole('radio', { name: /在 e签宝页面继续/, hidden: true }))
    await untilGone(sheet)
    await addFiles(user, pdf('采购合同.pdf'))
    vi.stubGlobal('open', () => tab)
    await press(user, '去 e签宝页面继续')
    await leave(user)
  }

  async function leave(user: UserEvent): Promise<void> {
    await user.click(within(screen.getByRole('navigation')).getByRole('link', { name: '我的' }))
    await screen.findByRole('heading', { name: '张三' })
  }

  it('a contract that is started then does not take the person away', async () => {
    const release = holdStart((call) => call())
    const user = await renderApp(app(), '/start')
    await startAndLeave(user)
    release()
    await expect.poll(said).toContain('合同已发起')
    expect(address()).toBe('/me')
  })

  it('a failure with a code that this build does not know is explained too', async () => {
    const problem = { status: 400, code: 'new-code', title: '', requestId: 'r' }
    const release = holdStart(() => Promise.resolve(Response.json(problem, { status: 400 })))
    const user = await renderApp(app(), '/start')
    await startAndLeave(user)
    release()
    await expect.poll(said).toContain('发起合同：服务出错了')
  })

  it('a failure is announced on the current page, and the draft is kept', async () => {
    const release = holdStart(() => Promise.reject(new TypeError('no connection')))
    const user = await renderApp(app(), '/start')
    await startAndLeave(user)
    release()
    await expect.poll(said).toContain('发起合同：没有网络')
    await user.click(within(screen.getByRole('navigation')).getByRole('link', { name: /^合同/ }))
    await expect.poll(() => screen.queryByText('未发起：《采购合同》')).not.toBeNull()
  })

  it.each([
    { what: 'a start', status: 200, message: '合同已发起' },
    { what: 'a failure', status: 502, message: '发起合同：没有收到 e签宝的处理结果' },
  ])('$what that is told late leaves the draft alone that was begun meanwhile', async (late) => {
    const { status, message } = late
    const problem = { status, code: 'outcome-unknown', title: '', requestId: 'r' }
    const answer = status === 200 ? { taskId: 'PRO-1', page: null } : problem
    const release = holdStart(() => Promise.resolve(Response.json(answer, { status })))
    const user = await renderApp(app(), '/start')
    await startAndLeave(user)
    await user.click(within(screen.getByRole('navigation')).getByRole('link', { name: /^合同/ }))
    await user.click(await screen.findByText('未发起：《采购合同》'))
    await press(user, '清空重填')
    await press(user, '清空', await openDialog('清空所有已填写的内容和文件？'))
    const title = await screen.findByLabelText<HTMLInputElement>('合同名称')
    await expect.poll(() => title.value).toBe('')
    await user.type(title, '另一份')
    release()
    await expect.poll(() => said().join()).toContain(message)
    expect(title.value).toBe('另一份')
    const [stored] = Object.entries(localStorage).filter(([key]) => key.startsWith('start-draft:'))
    expect(JSON.parse(String(stored?.[1])).draft).toMatchObject({ title: '另一份', attempt: null })
  })

  it('the draft cannot be changed while it is sent', async () => {
    const release = holdStart(() => Promise.reject(new TypeError('no connection')))
    const user = await renderApp(app(), '/start')
    await addFiles(user, pdf('采购合同.pdf'))
    await addOutsider(user, '周外', '13800000000')
    const title = await screen.findByLabelText('合同名称')
    expect(title.closest('[inert]')).toBeNull()
    await start(user)
    await expect.poll(() => title.closest('[inert]')).not.toBeNull()
    release()
    await screen.findByText('再次提交不会重复发起。')
    expect(title.closest('[inert]')).toBeNull()
  })

  describe('the page of e签宝 on which a contract is made', () => {
    const listed = '合同已创建，还是草稿：可在合同列表中找到，请到 e签宝发出。'

    function openTab() {
      return {
        closed: false,
        document: { body: {} },
        location: { replace: vi.fn<(address: string) => void>() },
        close: vi.fn<() => void>(),
      }
    }

    it('is shown in the tab that was opened for it', async () => {
      const release = holdStart((call) => call())
      const tab = openTab()
      const user = await renderApp(app(), '/start')
      await startByPageAndLeave(user, tab)
      release()
      await expect.poll(said).toContain('请在 e签宝页面完成设置并发出合同。')
      expect(tab.location.replace).toHaveBeenCalledWith(expect.stringContaining('/pages/start/'))
    })

    it('is not said to be open where the browser opened no tab', async () => {
      const release = holdStart((call) => call())
      const user = await renderApp(app(), '/start')
      await startByPageAndLeave(user, null)
      release()
      await expect.poll(said).toContain(listed)
    })

    it('does not replace the page that the person is reading', async () => {
      const link = 'dingtalk://dingtalkclient/action/openapp'
      const release = holdStart(async (call) => {
        const page = { pcUrl: link, mobileUrl: link }
        return Response.json({ ...(await (await call()).json()), page })
      })
      const tab = openTab()
      const user = await renderApp(app(), '/start')
      await startByPageAndLeave(user, tab)
      const assign = vi.spyOn(location, 'assign').mockImplementation(() => {})
      release()
      await expect.poll(said).toContain(listed)
      expect(assign).not.toHaveBeenCalled()
      expect(tab.close).toHaveBeenCalledTimes(1)
    })
  })
})

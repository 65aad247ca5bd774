// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import type { UserEvent } from '@testing-library/user-event'
import { afterEach, expect, it } from 'vitest'
import { linkTo } from '#e2e/support/seeds.ts'
import { serveApp } from './app-process.ts'
import { openDialog, renderApp, textOf } from './render-app.tsx'

const app = serveApp()

afterEach(() => localStorage.removeItem('terms-offered'))

const row = () => screen.findByTestId('flow-terms')

async function open(user: UserEvent): Promise<HTMLElement> {
  await user.click(await within(await row()).findByRole('button'))
  return openDialog('履约信息')
}

const field = (sheet: HTMLElement, name: string) => within(sheet).findByLabelText(name)
const sentence = () => textOf('terms-sentence')

async function chooseMonths(user: UserEvent, sheet: HTMLElement, label: string): Promise<void> {
  const units = await within(sheet).findByRole('radiogroup', { name: `${label} · 单位` })
  await user.click(within(units).getByRole('radio', { name: '个月' }))
}

it('the terms of a completed contract are typed, said in a sentence, saved and removed', async () => {
  const user = await renderApp(app(), linkTo('COMPLETED'), { as: 'admin' })
  await expect.poll(() => textOf('flow-terms')).toBe('未设置填写到期日和提前通知的期限')
  const sheet = await open(user)
  expect(sentence()).toBe('填写到期日期或期限后，这里显示结果。')
  expect(sheet.textContent).toContain('到期日逢休息日不顺延')

  await user.click(within(sheet).getByRole('button', { name: '保存' }))
  expect((await within(sheet).findByRole('alert')).textContent).toBe('请填写大于 0 的整数')

  await user.click(within(sheet).getByRole('radio', { name: '按日期' }))
  await user.type(await field(sheet, '到期日期'), '2099-12-31')
  await expect.poll(sentence).toBe('2099年12月31日 到期。')
  await user.type(await field(sheet, '提前通知'), '3')
  await chooseMonths(user, sheet, '提前通知')
  await expect
    .poll(sentence)
    .toBe('2099年12月31日 到期，最晚 2099年9月30日（周三，节假日未公布）通知对方。')
  await user.click(within(sheet).getByRole('switch', { name: '到期自动续签' }))
  await user.type(await field(sheet, '每次续'), '1')
  await expect
    .poll(sentence)
    .toBe(
      '2099年12月31日 到期，最晚 2099年9月30日（周三，节假日未公布）通知对方，否则自动续 1 年。',
    )
  await user.type(await field(sheet, '金额'), '1.234')
  await user.click(within(sheet).getByRole('button', { name: '保存' }))
  expect((await within(sheet).findByRole('alert')).textContent).toContain('最多两位小数')
  await user.clear(await field(sheet, '金额'))
  await user.type(await field(sheet, '金额'), '120,000')
  await user.click(within(sheet).getByRole('button', { name: '保存' }))

  await expect
    .poll(() => textOf('flow-terms'))
    .toMatch(
      /^2099年12月31日 到期最晚 2099年9月30日（周三，节假日未公布）通知对方，否则自动续 1 年还有 \d+ 天$/,
    )
  const again = await open(user)
  expect(await field(again, '金额')).toHaveProperty('value', '120000.00')
  await user.click(within(again).getByRole('button', { name: '删除履约信息' }))
  const question = await openDialog('删除履约信息？')
  await user.click(within(question).getByRole('button', { name: '删除履约信息' }))
  await expect.poll(() => textOf('flow-terms')).toContain('未设置')
})

it('dates to remember and a last day of notice by hand are typed, said and kept', async () => {
  const user = await renderApp(app(), linkTo('COMPLETED'), { as: 'admin' })
  const sheet = await open(user)
  await user.click(within(sheet).getByRole('radio', { name: '按日期' }))
  await user.type(await field(sheet, '到期日期'), '2099-12-31')
  await user.type(await field(sheet, '最晚通知日'), '2099-09-26')
  await expect
    .poll(sentence)
    .toBe('2099年12月31日 到期，最晚 2099年9月26日（周六，手动填写）通知对方。')
  await user.click(within(sheet).getByRole('button', { name: '添加要记住的日期' }))
  await user.type(await field(sheet, '每几个月'), '121')
  await user.click(within(sheet).getByRole('button', { name: '保存' }))
  const alerts = await within(sheet).findAllByRole('alert')
  expect(alerts.map(({ textContent }) => textContent)).toEqual([
    '请填写名称',
    '请填写日期',
    '请填写 1 到 120 的整数',
  ])
  await user.type(await field(sheet, '名称'), '付款')
  await user.type(await field(sheet, '日期'), '2099-01-05')
  await user.clear(await field(sheet, '每几个月'))
  await user.type(await field(sheet, '每几个月'), '3')
  await user.click(within(sheet).getByRole('button', { name: '保存' }))
  await expect.poll(() => textOf('flow-terms')).toContain('付款 2099年1月5日')

  const again = await open(user)
  expect(await field(again, '每几个月')).toHaveProperty('value', '3')
  await user.click(within(again).getByRole('button', { name: '删除' }))
  await user.click(within(again).getByRole('button', { name: '保存' }))
  await expect.poll(() => textOf('flow-terms')).not.toContain('付款')
  await fetch('/api/flows/PRO-SANDBOX-COMPLETED/terms', { method: 'DELETE' })
})

it('of two people at once, the later is told and loses nothing typed', async () => {
  const user = await renderApp(app(), linkTo('COMPLETED'), { as: 'admin' })
  const sheet = await open(user)
  await user.type(await field(sheet, '合同期限'), '2')
  await expect.poll(sentence).toContain('到期')
  const body = JSON.stringify({ ends: '2099-01-01' })
  const headers = { 'content-type': 'application/json' }
  const path = '/api/flows/PRO-SANDBOX-COMPLETED/terms'
  expect((await fetch(path, { method: 'PUT', body, headers })).status).toBe(200)
  await user.click(within(sheet).getByRole('button', { name: '保存' }))
  expect((await within(sheet).findByTestId('failure')).dataset['code']).toBe('terms-changed')
  expect(await field(sheet, '合同期限')).toHaveProperty('value', '2')
  await expect.poll(() => textOf('terms-latest')).toBe('最新：2099年1月1日 到期。')
  await user.click(within(sheet).getByRole('button', { name: '保存' }))
  await expect.poll(() => textOf('flow-terms')).not.toContain('2099')
  await fetch(path, { method: 'DELETE' })
})

it('who may only look is told, and finds no fields', async () => {
  await renderApp(app(), linkTo('COMPLETED'), { as: 'admin' })
  await row()
  const path = '/api/flows/PRO-SANDBOX-COMPLETED/terms'
  const body = JSON.stringify({
    ends: '2099-12-31',
    number: 'HT-18',
    keepers: [{ userId: 'qianqi', name: '' }],
  })
  const headers = { 'content-type': 'application/json' }
  expect((await fetch(path, { method: 'PUT', body, headers })).status).toBe(200)
  const user = await renderApp(app(), linkTo('COMPLETED'), { as: 'approver' })
  await expect.poll(() => textOf('flow-terms')).toContain('2099年12月31日 到期')
  const sheet = await open(user)
  expect(sheet.textContent).toContain('HT-18')
  expect(sheet.textContent).toContain('钱七')
  expect(within(sheet).queryByRole('textbox')).toBeNull()
  expect(within(sheet).queryByRole('button', { name: '保存' })).toBeNull()
})

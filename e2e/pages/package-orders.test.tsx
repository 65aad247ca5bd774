// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import { expect, it } from 'vitest'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { answerCalls } from './answers.ts'
import { serveApp } from './app-process.ts'
import { renderApp, seenAll, seenText, textOf, textsOf } from './render-app.tsx'
import { dialogOf, press, untilGone } from './start.ts'

// Operators can do more than admins: they set up the app and order packages.

const app = serveApp({ OPERATOR_USER_IDS: 'wangwu,lisi' })

/** Whether a live region of the page has announced these words. */
const isAnnounced = (words: string) =>
  screen.queryAllByRole('status', { hidden: true }).filter((said) => seenText(said).includes(words))

/** How many calls about orders e签宝 has received. */
async function orderCalls(): Promise<number> {
  const calls = await app().sandbox.calls()
  return calls.filter(({ path }) => path.includes('orders')).length
}

it('initialises the developer account with our notice address', async () => {
  const user = await renderApp(app(), '/admin?view=developer', { as: 'wangwu' })
  const developer = await screen.findByTestId('developer')
  await expect.poll(() => seenText(developer)).toContain('/callbacks/esign/')
  await press(user, '初始化', developer)
  const question = await dialogOf('通知地址正确吗？')
  expect(seenText(question)).toContain('/callbacks/esign/')
  await press(user, '确认地址正确，初始化', question)
  // In sandbox mode the app does this on startup, and e签宝 accepts it only once.
  expect(seenText(await within(developer).findByRole('alert'))).toContain('无需再次初始化')
  // That is no failure, and stays known after a visit to another page.
  expect(within(developer).queryByTestId('failure')).toBeNull()
  const bar = within(screen.getByRole('navigation'))
  await user.click(bar.getByRole('link', { name: '我的' }))
  await screen.findByTestId('my-real-name')
  await user.click(bar.getByRole('link', { name: '管理台' }))
  await user.click(await screen.findByRole('link', { name: '开发者账号' }))
  const again = await screen.findByTestId('developer')
  await expect.poll(() => seenText(again)).toContain('已初始化')
  expect(within(again).queryByRole('button', { name: '初始化' })).toBeNull()
})

it('does not call the account initialised where e签宝 does not say so', async () => {
  answerCalls(/\/api\/corp\/initialise$/, () => Promise.resolve(Response.json({ done: false })))
  const user = await renderApp(app(), '/admin?view=developer', { as: 'wangwu' })
  const developer = await screen.findByTestId('developer')
  await press(user, '初始化', developer)
  await press(user, '确认地址正确，初始化', await dialogOf('通知地址正确吗？'))
  await expect.poll(() => seenText(developer)).toContain('没有说明是否完成')
  expect(isAnnounced('已初始化')).toEqual([])
})

it('orders a package once, and keeps the input when it is wrong', async () => {
  const user = await renderApp(app(), '/admin?view=packages', { as: 'wangwu' })
  await press(user, '新订单', await screen.findByTestId('orders'))
  const sheet = await dialogOf('新订单')
  const field = (label: string) => within(sheet).getByLabelText(label)
  // A proposal stands in the field.
  const id = within(sheet).getByLabelText<HTMLInputElement>('订单号')
  expect(id.value).toMatch(/^\d{8}-[A-Z2-9]{6}$/)
  await user.clear(id)
  await user.type(id, 'ORDER-1')
  await user.type(field('商品编码'), 'ITEM-100')
  await user.type(field('商品名称'), '合同套餐')
  await user.type(field('实付金额（元）'), '99.50')
  await user.type(field('份数'), '100')
  await user.type(field('再输入一次份数'), '10')
  await press(user, '下单', sheet)
  await expect.poll(() => seenText(sheet)).toContain('两次输入的份数不一致')
  expect(seenText(sheet)).toContain('还有 1 处需要修改')
  expect(document.activeElement).toBe(field('再输入一次份数'))
  expect(within(sheet).getByLabelText<HTMLInputElement>('商品名称').value).toBe('合同套餐')
  await user.type(field('再输入一次份数'), '0')
  await press(user, '下单', sheet)
  const question = await dialogOf('确认下单？')
  expect(seenText(question)).toContain('订单号 ORDER-1')
  expect(seenText(question)).toContain('100 份 · 合同套餐')
  expect(seenText(question)).toContain('实付 99.50 元')
  await press(user, '确认下单', question)
  await untilGone(sheet)
  const orders = within(await screen.findByTestId('orders'))
  const [order] = await orders.findAllByTestId('order')
  await expect
    .poll(() => order?.querySelector<HTMLElement>('[data-state]')?.dataset['state'])
    .toBe('placed')
  expect(order && seenText(order)).toContain('合同套餐')
  expect(await orderCalls()).toBe(1)
})

it('orders a package of the other kind, and finds it in the history', async () => {
  await app().sandbox.setCorp(sandboxCorpId, { margin: 5 })
  const user = await renderApp(app(), '/admin?view=packages', { as: 'wangwu' })
  await press(user, '新订单', await screen.findByTestId('orders'))
  const sheet = await dialogOf('新订单')
  const field = (label: string) => within(sheet).getByLabelText(label)
  await user.type(field('商品名称'), '旗舰版')
  await user.click(within(sheet).getByRole('radio', { name: /^底价结算模式/ }))
  await user.clear(field('订单号'))
  await user.type(field('订单号'), 'ORDER-2')
  await user.type(field('份数'), '30')
  await user.type(field('再输入一次份数'), '30')
  await user.type(field('生效日期'), '2027-01-01')
  await user.type(field('失效日期'), '2026-12-31')
  await press(user, '下单', sheet)
  await expect.poll(() => seenText(sheet)).toContain('失效日期要晚于生效日期。')
  await user.clear(field('失效日期'))
  await user.type(field('失效日期'), '2027-12-31')
  const before = await orderCalls()
  await press(user, '下单', sheet)
  const question = await dialogOf('确认下单？')
  expect(seenText(question)).toContain('30 份 · 底价结算模式')
  // A double tap must place only one order.
  await user.dblClick(within(question).getByRole('button', { name: '确认下单' }))
  await expect.poll(() => isAnnounced('已下单 ORDER-2')).toHaveLength(1)
  expect(await orderCalls()).toBe(before + 1)
  await expect.poll(() => textOf('margin')).toContain('剩 35 份')
  await renderApp(app(), '/admin', { as: 'wangwu' })
  await expect.poll(() => textOf('figures')).toContain('合同余量35')
  await renderApp(app(), '/admin?view=packages', { as: 'wangwu' })
  const orderOf = () =>
    screen.queryAllByTestId('order').find((order) => seenText(order).includes('ORDER-2'))
  await expect
    .poll(() => orderOf()?.querySelector<HTMLElement>('[data-state]')?.dataset['state'])
    .toBe('placed')
  expect(seenAll('time', orderOf())).toEqual([expect.stringMatching(/^今天 /)])
  await expect.poll(() => textOf('margin')).toContain('剩 35 份')
})

it('an operator who is no administrator finds the desk and the waiting count on the tab bar', async () => {
  const user = await renderApp(app(), '/me', { as: 'lisi' })
  const bar = within(await screen.findByRole('navigation'))
  // The count is shown although the home page has not been opened.
  await bar.findByRole('link', { name: /^合同.*2/ })
  await user.click(bar.getByRole('link', { name: '管理台' }))
  await user.click(await screen.findByRole('link', { name: '开发者账号' }))
  await screen.findByTestId('developer')
})

/** One row for each of the two lists. */
const order = {
  kind: 'channel',
  state: 'placed',
  quantity: 1,
  itemCode: null,
  itemName: null,
  paidFen: null,
  validFrom: null,
  validUntil: null,
  esignOrderId: null,
  orderedAt: 1,
}
const view = { at: 1, kind: 'approval-opened', taskId: null, title: null, userId: 'lisi' }

it.each([
  {
    list: 'orders',
    view: 'orders',
    row: 'order',
    path: /\/api\/orders/,
    pageOf: (name: string) => ({ orders: [{ ...order, orderId: name, orderedBy: name }] }),
  },
  {
    list: 'audit',
    view: 'access',
    row: 'audit-entry',
    path: /\/api\/audit/,
    pageOf: (name: string) => ({ views: [{ ...view, name, detail: name, byLink: false }] }),
  },
])('reads $list again, or its next page, whichever failed', async (part) => {
  const { list, view: name, row, path, pageOf } = part
  let page: string | null = 'FIRST'
  answerCalls(path, () => {
    const problem = { status: 500, code: 'internal-error', title: '', requestId: 'R-1' }
    const answer = page === null ? problem : { ...pageOf(page), nextCursor: 'next' }
    return Promise.resolve(Response.json(answer, { status: page === null ? 500 : 200 }))
  })
  const user = await renderApp(app(), `/admin?view=${name}`, { as: 'wangwu' })
  const card = await screen.findByTestId(list)
  const rows = () => textsOf(row, card).map((text) => /FIRST|AGAIN|NEXT/.exec(text)?.[0])
  await expect.poll(rows).toEqual(['FIRST'])
  page = null
  document.dispatchEvent(new Event('visibilitychange'))
  await within(card).findByTestId('failure')
  page = 'AGAIN'
  await press(user, '重试', card)
  await expect.poll(rows).toEqual(['AGAIN'])
  page = null
  await press(user, '显示更多', card)
  await within(card).findByTestId('failure')
  expect(rows()).toEqual(['AGAIN'])
  page = 'NEXT'
  await press(user, '重试', card)
  await expect.poll(rows).toEqual(['AGAIN', 'NEXT'])
})

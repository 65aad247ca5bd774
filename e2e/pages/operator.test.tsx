// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import { describe, expect, it, vi } from 'vitest'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { operatorHealthSchema } from '#shared/schemas/corp/operator.ts'
import { answerCalls } from './answers.ts'
import '#web/features/operator/operator-page.tsx'
import { serveApp } from './app-process.ts'
import { openDialog, renderApp, resize, seenAll, textOf, textsOf, seenText } from './render-app.tsx'
import { press, untilGone } from './start.ts'

const app = serveApp({ OPERATOR_USER_IDS: 'wangwu,lisi' })

// The sandbox does not have many organisations, so some answers are replaced.

describe('the desk', () => {
  const nothing = {
    name: null,
    state: 'active',
    install: null,
    authorisation: null,
    realName: null,
    contractsLeft: null,
    daysLeft: null,
    boughtItem: null,
    boughtUntil: null,
    flowsThisMonth: 0,
    lastEvent: null,
    lastEventAt: null,
    lastSeenAt: null,
    since: 0,
    troubles: [],
    condition: 'active',
  }

  const noticeUrl = 'https://app.example.com/callbacks/esign/secret'

  const earlier = {
    orderId: 'EARLIER-1',
    kind: 'resale',
    state: 'placed',
    quantity: 5,
    itemCode: null,
    itemName: null,
    paidFen: null,
    validFrom: 1,
    validUntil: 2,
    esignOrderId: null,
    orderedBy: '王五',
    orderedAt: 3,
  }

  /** Answers calls to this path, and returns their queries. Other calls stay unchanged. */
  function answering(path: string, answer: (query: URLSearchParams) => unknown): string[] {
    const { fetch } = globalThis
    const asked: string[] = []
    vi.stubGlobal('fetch', (input: string | Request, init?: RequestInit) => {
      const address = input instanceof Request ? input.url : input
      const { pathname, searchParams } = new URL(address, app().url)
      if (pathname !== path) return fetch(input, init)
      asked.push(searchParams.toString())
      const answered = answer(searchParams)
      return Promise.resolve(answered instanceof Response ? answered : Response.json(answered))
    })
    return asked
  }

  const adminLink = 'https://applink.dingtalk.com/page/link?url=admin'

  /** An organisation with nothing but these facts, and lists with nothing but these. */
  function having(facts: object, more: object = {}) {
    const none = { agentId: null, checkedAt: null, dataUntil: null, dataDeletedAt: null }
    const unknown = { ...none, isInitialised: null, admins: [], missingScopes: [] }
    const corp = { ...nothing, corpId: 'dinga', ...unknown, ...facts }
    const links = { noticeUrl, adminLink, hasRenewalLink: false }
    const lists = { margins: [], orders: [], moreOrders: null, events: [], refused: [], unread: [] }
    const view = { corp, ...links, ...lists, ...more }
    answering('/api/operator/corps/dinga', () => view)
    return view
  }

  const said = () => seenAll('[role="status"]')

  function notAnswered(): Response {
    const problem = { status: 500, code: 'internal-error', title: '', requestId: 'R-1' }
    return Response.json(problem, { status: 500 })
  }

  const listed = {
    ...nothing,
    corpId: 'dinga',
    name: '青山科技',
    install: 'installed',
    authorisation: 'authorised',
    realName: 'not-verified',
    contractsLeft: 12,
    daysLeft: 4,
    flowsThisMonth: 31,
    lastEvent: 'market_order',
    lastEventAt: Date.now(),
    boughtUntil: Date.now() + 3_600_000,
    troubles: ['not-verified', 'contracts-low'],
    condition: 'not-verified',
  }

  it('lists organisations with one state each, in two lines', async () => {
    answering('/api/operator/corps', () => ({
      corps: [listed, { ...nothing, corpId: 'dingb' }],
      nextCursor: null,
    }))
    resize(412)
    await renderApp(app(), '/operator', { as: 'admin' })
    await expect.poll(() => textsOf('corp')).toHaveLength(2)
    const row = textOf('corp') ?? ''
    expect(row).toMatch(/^青山科技剩 12 份 · 本月 31 份 · \S*月\d+日 到期未实名$/)
    expect(textsOf('corp')[1]).toMatch(/^dingb本月 0 份正常$/)
    await screen.findByText('共 2 个组织')
  })

  it('is a table from 768 pixels, whose heads sort it', async () => {
    const asked = answering('/api/operator/corps', () => ({
      corps: [listed],
      nextCursor: null,
    }))
    resize(800)
    const user = await renderApp(app(), '/operator?filter=all', { as: 'admin' })
    const table = within(await screen.findByRole('table', { name: '组织' }))
    const cells = (await table.findAllByRole('row')).map((row) => row.textContent)
    expect(cells[0]).toBe('组织状态余量本月到期最近事件')
    expect(cells[1]).toMatch(/^青山科技未实名1231\S*月\d+日购买 · 今天/)
    const head = (name: string) => table.getByRole('columnheader', { name })
    expect(head('状态').getAttribute('aria-sort')).toBe('ascending')
    await user.click(within(head('本月')).getByRole('button'))
    await expect.poll(() => asked.at(-1)).toBe('filter=all&sort=month&order=desc')
    expect(head('本月').getAttribute('aria-sort')).toBe('descending')
    expect(head('状态').getAttribute('aria-sort')).toBeNull()
    await user.click(within(head('本月')).getByRole('button'))
    await expect.poll(() => asked.at(-1)).toBe('filter=all&sort=month&order=asc')
  })

  it('shows those in trouble at first, and all when nobody is', async () => {
    const asked = answering('/api/operator/corps', () => ({ corps: [listed], nextCursor: null }))
    let trouble = 7
    const { fetch } = globalThis
    vi.stubGlobal('fetch', async (input: string, init?: RequestInit) => {
      const answer = await fetch(input, init)
      if (!input.endsWith('/api/operator/health')) return answer
      const health = operatorHealthSchema.parse(await answer.json())
      return Response.json({ ...health, counts: { ...health.counts, trouble } })
    })
    const user = await renderApp(app(), '/operator', { as: 'admin' })
    const chip = await screen.findByRole('radio', { name: '有问题 7' })
    expect(chip).toHaveProperty('checked', true)
    await expect.poll(() => [...new Set(asked)]).toEqual(['filter=trouble'])
    // It stays when the last one has been mended.
    trouble = 0
    await user.click(await screen.findByRole('button', { name: '刷新' }))
    await screen.findByRole('radio', { name: '有问题 0', checked: true })
    await renderApp(app(), '/operator', { as: 'admin' })
    await screen.findByRole('radio', { name: /^全部/, checked: true })
    expect(asked.at(-1)).toBe('filter=all')
  })

  it('counts each organisation in one of the first chips, then all, then the single troubles', async () => {
    const { fetch } = globalThis
    vi.stubGlobal('fetch', async (input: string, init?: RequestInit) => {
      const answer = await fetch(input, init)
      if (!input.endsWith('/api/operator/health')) return answer
      const health = operatorHealthSchema.parse(await answer.json())
      const sum = { trouble: 4, active: 1, stopped: 1, relieved: 1, all: 7 }
      const troubles = { ended: 1, 'not-authorised': 1, 'not-verified': 1, 'contracts-low': 1 }
      return Response.json({ ...health, counts: { ...health.counts, ...sum, ...troubles } })
    })
    await renderApp(app(), '/operator', { as: 'admin' })
    await screen.findByRole('radio', { name: '有问题 4' })
    const chips = seenAll('.chip', await screen.findByTestId('filters'))
    expect(chips.slice(0, 5)).toEqual(['有问题 4', '正常 1', '已停用 1', '已解除 1', '全部 7'])
    expect(seenAll('.is-apart')).toEqual([chips[5]])
    expect(chips.slice(5).toSorted()).toEqual(
      ['余量不足 1', '已到期 1', '未实名 1', '未授权 1'].toSorted(),
    )
  })

  it('says that the list is still being read', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    answerCalls(/\/api\/operator\/corps$/, async (call) => {
      await held
      return call()
    })
    await renderApp(app(), '/operator', { as: 'admin' })
    const list = within(await screen.findByTestId('corps'))
    list.getByRole('status', { name: '正在加载…' })
    release()
    await expect.poll(() => list.queryByRole('status', { name: '正在加载…' })).toBeNull()
  })

  it('reads the list again with the rest, and says what is old', async () => {
    let condition = 'active'
    answering('/api/operator/corps', () => ({
      corps: [{ ...nothing, corpId: 'dinga', condition }],
      nextCursor: null,
    }))
    const user = await renderApp(app(), '/operator', { as: 'admin' })
    await expect.poll(() => textOf('corp')).toContain('正常')
    condition = 'stopped'
    await user.click(await screen.findByRole('button', { name: '刷新' }))
    await expect.poll(() => textOf('corp')).toContain('已停用')
    await expect.poll(said).toContain('已更新')
    answering('/api/operator/health', notAnswered)
    await user.click(await screen.findByRole('button', { name: '刷新' }))
    await screen.findByText('未能更新，显示的是之前的内容。')
    await expect.poll(said).toContain('未能更新')
  })

  it('searches and filters, and saves the same list as a file', async () => {
    const asked = answering('/api/operator/corps', () => ({ corps: [], nextCursor: null }))
    const user = await renderApp(app(), '/operator?filter=trouble', { as: 'admin' })
    await user.type(await screen.findByRole('searchbox'), '青山')
    await expect.poll(() => new URLSearchParams(asked.at(-1)).get('q')).toBe('青山')
    expect(new URLSearchParams(asked.at(-1)).get('filter')).toBe('trouble')
    const file = await screen.findByRole('link', { name: '导出 CSV' })
    expect(file.getAttribute('href')).toContain('filter=trouble&q=%E9%9D%92%E5%B1%B1&lang=zh')
    const orders = await screen.findByRole('link', { name: '导出全部订单' })
    expect(orders.getAttribute('href')).toBe(
      `/api/operator/orders.csv?lang=zh&corpId=${sandboxCorpId}`,
    )
    await user.click(await screen.findByRole('button', { name: '显示全部组织' }))
    await expect.poll(() => location.search).toBe('?filter=all')
  })

  it('says which permissions an organisation lacks, and how to grant them', async () => {
    having(
      {
        name: '青山科技',
        troubles: ['permissions-missing'],
        condition: 'permissions-missing',
        missingScopes: ['Todo.Todo.Write'],
        admins: ['manager'],
      },
      {
        moreOrders: 'more',
        refused: [{ code: 'upstream-permission', calls: 3, lastAt: Date.now() }],
      },
    )
    const user = await renderApp(app(), '/operator/dinga', { as: 'admin' })
    await expect.poll(() => textOf('troubles')).toContain('Todo.Todo.Write')
    expect(textOf('troubles')).toContain('权限管理')
    expect(textOf('refused')).toContain('3 次')
    answering('/api/operator/corps/dinga/orders', (query) => ({
      orders: query.get('cursor') === 'more' ? [earlier] : [],
      nextCursor: null,
    }))
    await user.click(await screen.findByRole('button', { name: '显示更多' }))
    await expect.poll(() => textOf('orders')).toContain('EARLIER-1')
    // The organisation uses the app, so its data cannot be deleted.
    expect(within(document.body).queryByRole('button', { name: '删除数据…' })).toBeNull()

    answering('/api/operator/corps/dinga', notAnswered)
    document.dispatchEvent(new Event('visibilitychange'))
    await screen.findByText('未能更新，显示的是之前的内容。')
  })

  it('counts and lists in English as English does', async () => {
    const unread = [
      { what: 'app', code: 'upstream-timeout' },
      { what: 'margin', code: 'upstream-timeout' },
    ]
    const orders = [{ ...earlier, orderId: 'ONE', quantity: 1, itemName: 'Package' }, earlier]
    having({ admins: ['manager', 'deputy'] }, { orders, unread })
    answering('/api/operator/corps/dinga/admins', () => ({
      admins: [
        { userId: 'manager', name: 'Ann' },
        { userId: 'deputy', name: null },
      ],
    }))
    await renderApp(app(), '/operator/dinga', { as: 'admin', in: 'en' })
    await expect
      .poll(() => textOf('corp-facts'))
      .toContain('Ann, 1 administrator (name unknown)Detailsdeputy')
    expect(textOf('orders')).toMatch(/1 contract · Package.*5 contracts · /)
    await screen.findByText(/^Not everything could be read: eSign app \(.*\); contracts/)
  })

  it('adds an order of the market by its number where a subscription has ended', async () => {
    const view = having({ boughtUntil: 1, troubles: ['ended'], condition: 'ended' })
    const user = await renderApp(app(), '/operator/dinga', { as: 'admin' })
    await user.click(await screen.findByRole('button', { name: '补记市场订单…' }))
    const added = answering('/api/operator/corps/dinga/purchases', () => view)
    await user.type(await screen.findByLabelText('订单号'), '20923100')
    await user.click(screen.getByRole('button', { name: '向钉钉核对' }))
    await expect.poll(() => added).toHaveLength(1)
    await expect.poll(() => document.body.textContent).toContain('已记下这个订单')
  })

  it('says that a subscription has ended, and what to do', async () => {
    having({ boughtUntil: Date.now() - 60_000, troubles: ['ended'], condition: 'ended' })
    await renderApp(app(), '/operator/dinga', { as: 'admin' })
    await expect
      .poll(() => textOf('troubles'))
      .toContain('已到期员工不能发起和签署合同，请该组织续费。')
    expect(textOf('corp-facts')).toMatch(/已到期今天 /)
    expect(textOf('corp-facts')).not.toContain('有效期至')
  })

  it.each([
    [
      { troubles: ['not-authorised'], condition: 'not-authorised' },
      `您好，青山科技 的 e签宝 未授权，员工暂时不能使用“合同进度”。请在钉钉中打开 ${adminLink}，点“去授权”即可。`,
    ],
    [
      { troubles: ['contracts-low'], condition: 'contracts-low', contractsLeft: 3 },
      `您好，青山科技 的 e签宝 合同余量不足，只剩 3 份，用完后员工不能再发起合同。请在钉钉中打开 ${adminLink}，点“购买套餐”即可。`,
    ],
    [
      { troubles: ['ended'], condition: 'ended', boughtUntil: 1 },
      '您好，青山科技 的“合同进度”已到期，员工暂时不能发起和签署合同。请在钉钉应用市场续费此应用。',
    ],
  ])('has a text for the administrator: %o', async (facts, text) => {
    having({ name: '青山科技', ...facts })
    const user = await renderApp(app(), '/operator/dinga', { as: 'admin' })
    await user.click(await screen.findByRole('button', { name: '复制给管理员' }))
    expect(await navigator.clipboard.readText()).toBe(text)
  })

  it('offers to initialise, as nobody else can', async () => {
    having({ isInitialised: false, troubles: ['not-initialised'], condition: 'not-initialised' })
    await renderApp(app(), '/operator/dinga', { as: 'admin' })
    const needs = within(await screen.findByTestId('troubles'))
    needs.getByRole('button', { name: '初始化开发者账号' })
    expect(needs.queryByRole('button', { name: '复制给管理员' })).toBeNull()
    expect(screen.getAllByRole('button', { name: '初始化开发者账号' })).toHaveLength(1)
  })

  it('advises to nothing that is impossible without the app', async () => {
    const stopped = { state: 'stopped', condition: 'stopped', checkedAt: Date.now() }
    having({ ...stopped, troubles: ['not-authorised'] })
    await renderApp(app(), '/operator/dinga', { as: 'admin' })
    await expect.poll(() => textOf('corp-state')).toContain('e签宝应用未读取')
    expect(screen.queryByTestId('troubles')).toBeNull()
    expect(screen.getByTestId('corp-view').textContent).toContain('已停用')
    // Nothing was read, so there is no time of it.
    expect(textOf('corp-state')).not.toContain('今天')
  })

  it('says when data were deleted instead of offering it', async () => {
    having({ state: 'relieved', condition: 'relieved', dataDeletedAt: Date.now() })
    await renderApp(app(), '/operator/dinga', { as: 'admin' })
    await expect.poll(() => document.body.textContent).toMatch(/数据已于 今天 \S+ 删除/)
    expect(screen.queryByRole('button', { name: '删除数据…' })).toBeNull()
  })

  it('repeats the address for notices before it initialises', async () => {
    having({})
    const user = await renderApp(app(), '/operator/dinga', { as: 'admin' })
    await user.click(await screen.findByRole('button', { name: '初始化开发者账号' }))
    within(await screen.findByRole('dialog')).getByText(noticeUrl)
  })

  it('is shown to operators only', async () => {
    await renderApp(app(), '/operator', { as: 'employee' })
    await expect.poll(() => textOf('app-error')).toContain('只有运营人员可以操作')
  })

  it('has the number of contracts that wait for the person beside it', async () => {
    resize(1280)
    await renderApp(app(), '/operator', { as: 'admin' })
    await expect.poll(() => document.querySelector('nav')?.textContent).toMatch(/合同.*\d/)
  })

  it('says that an organisation is unknown', async () => {
    const user = await renderApp(app(), '/operator/dingnobody', { as: 'admin', in: 'en' })
    await expect.poll(() => textOf('app-error')).toContain('There is no such organisation')
    expect(document.querySelectorAll('h1')).toHaveLength(1)
    await user.click(screen.getByRole('button', { name: 'Back to the list' }))
    await expect.poll(() => location.pathname).toBe('/operator')
  })
})

describe('settings, accounts and packages', () => {
  it('tries the settings when an operator asks for it', async () => {
    const user = await renderApp(app(), '/admin?view=settings', { as: 'wangwu' })
    const section = await screen.findByTestId('settings-checks')
    expect(section.textContent).toContain('只询问，不修改任何内容')
    await user.click(within(section).getByRole('button', { name: '检查' }))
    await expect.poll(() => section.textContent, { timeout: 15_000 }).toMatch(/检查，.*要处理/)
    await user.click(within(await screen.findByTestId('checks-well')).getByRole('button'))
    const rowOf = (name: string) => section.querySelector(`[data-check="${name}"]`)?.textContent
    expect(rowOf('token')).toBe('应用凭证钉钉接受应用凭证。正常')
    expect(rowOf('permission/qyapi_base')).toContain('正常')
    expect(rowOf('esign-verified')).toContain('正常')
  })

  /** Whether a live region of the page has announced these words. */
  const isAnnounced = (words: string) =>
    screen
      .queryAllByRole('status', { hidden: true })
      .filter((said) => seenText(said).includes(words))

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
    const question = await openDialog('通知地址正确吗？')
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
    await press(user, '确认地址正确，初始化', await openDialog('通知地址正确吗？'))
    await expect.poll(() => seenText(developer)).toContain('没有说明是否完成')
    expect(isAnnounced('已初始化')).toEqual([])
  })

  it('orders a package once, and keeps the input when it is wrong', async () => {
    const user = await renderApp(app(), '/admin?view=packages', { as: 'wangwu' })
    await press(user, '新订单', await screen.findByTestId('orders'))
    const sheet = await openDialog('新订单')
    const field = (label: string) => within(sheet).getByLabelText(label)
    // A proposal stands in the field.
    const id = within(sheet).getByLabelText<HTMLInputElement>('订单号')
    expect(id.value).toMatch(/^\d{8}-[A-Z2-9]{6}$/)
    await user.clear(id)
    await user.type(id, 'ORDER-1')
    await user.type(field('商品编码'), 'ITEM-100')
    await user.type(field('商品名称'), '合同套餐')
    await user.type(field('金额（元）'), '99.50')
    await user.type(field('份数'), '100')
    await user.type(field('再输入一次份数'), '10')
    await press(user, '下单', sheet)
    await expect.poll(() => seenText(sheet)).toContain('两次输入的份数不一致')
    expect(seenText(sheet)).toContain('还有 1 处需要修改')
    expect(document.activeElement).toBe(field('再输入一次份数'))
    expect(within(sheet).getByLabelText<HTMLInputElement>('商品名称').value).toBe('合同套餐')
    await user.type(field('再输入一次份数'), '0')
    await press(user, '下单', sheet)
    const question = await openDialog('确认下单？')
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
    const sheet = await openDialog('新订单')
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
    const question = await openDialog('确认下单？')
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
    await bar.findByRole('link', { name: /^合同.*1/ })
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
})

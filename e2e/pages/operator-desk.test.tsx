// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import { expect, it, vi } from 'vitest'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { answerCalls } from './answers.ts'
import { serveApp } from './app-process.ts'
import { renderApp, resize, seenAll, textOf, textsOf } from './render-app.tsx'

// The operators' desk with many organisations, which the sandbox does not have.

const app = serveApp({ OPERATOR_USER_IDS: 'wangwu' })

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

const said = () => seenAll('[role="status"]')

function notAnswered(): Response {
  const problem = { status: 500, code: 'internal-error', title: '', requestId: 'R-1' }
  return Response.json(problem, { status: 500 })
}

it('lists organisations and their states', async () => {
  answering('/api/operator/corps', () => ({
    corps: [
      {
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
        troubles: ['not-verified', 'contracts-low'],
      },
      { ...nothing, corpId: 'dingb' },
    ],
    nextCursor: null,
  }))
  await renderApp(app(), '/operator', { as: 'admin' })
  await expect.poll(() => textsOf('corp')).toHaveLength(2)
  const row = textOf('corp') ?? ''
  for (const part of ['青山科技', '使用中', '未实名', '余量不足', 'e签宝 已安装 · 已授权'])
    expect(row).toContain(part)
  expect(row).toContain('剩 12 份 · 约够用 4 天 · 本月 31 份合同')
  expect(row).toContain('购买，今天')
  expect(textsOf('corp')[1]).toContain('还没有读取 e签宝 状态')
  await screen.findByText('共 2 个组织')
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
  let state = 'active'
  answering('/api/operator/corps', () => ({
    corps: [{ ...nothing, corpId: 'dinga', state }],
    nextCursor: null,
  }))
  const user = await renderApp(app(), '/operator', { as: 'admin' })
  await expect.poll(() => textOf('corp')).toContain('使用中')
  state = 'stopped'
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
  const files = { 导出全部订单: 'orders', 导出明细: 'refused-calls' }
  for (const [name, what] of Object.entries(files)) {
    // oxlint-disable-next-line no-await-in-loop
    const other = await screen.findByRole('link', { name })
    expect(other.getAttribute('href')).toBe(
      `/api/operator/${what}.csv?lang=zh&corpId=${sandboxCorpId}`,
    )
  }
  await user.click(await screen.findByRole('button', { name: '显示全部组织' }))
  await expect.poll(() => location.search).toBe('')
})

it('says which permissions an organisation lacks, and how to grant them', async () => {
  answering('/api/operator/corps/dinga', () => ({
    corp: {
      ...nothing,
      corpId: 'dinga',
      name: '青山科技',
      troubles: ['permissions-missing'],
      missingScopes: ['Todo.Todo.Write'],
      admins: ['manager'],
      agentId: null,
      checkedAt: null,
      dataUntil: null,
      dataDeletedAt: null,
    },
    noticeUrl,
    margins: [],
    orders: [],
    moreOrders: 'more',
    events: [],
    refused: [{ code: 'upstream-permission', calls: 3, lastAt: Date.now() }],
    unread: [],
  }))
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
  answering('/api/operator/corps/dinga', () => ({
    corp: {
      ...nothing,
      corpId: 'dinga',
      admins: ['manager', 'deputy'],
      missingScopes: [],
      agentId: null,
      checkedAt: null,
      dataUntil: null,
      dataDeletedAt: null,
    },
    noticeUrl,
    margins: [],
    orders: [{ ...earlier, orderId: 'ONE', quantity: 1, itemName: 'Package' }, earlier],
    moreOrders: null,
    events: [],
    refused: [],
    unread: [
      { what: 'app', code: 'upstream-timeout' },
      { what: 'margin', code: 'upstream-timeout' },
    ],
  }))
  await renderApp(app(), '/operator/dinga', { as: 'admin', in: 'en' })
  await expect.poll(() => textOf('corp-facts')).toContain('manager, deputy')
  expect(textOf('orders')).toMatch(/1 contract · Package.*5 contracts · /)
  await screen.findByText(/^Not everything could be read: eSign app \(.*\); contracts/)
})

it('adds an order of the market by its number where something was bought', async () => {
  const corp = { ...nothing, corpId: 'dinga', boughtUntil: 1, admins: [], missingScopes: [] }
  const none = { agentId: null, checkedAt: null, dataUntil: null, dataDeletedAt: null }
  const lists = { margins: [], orders: [], events: [], refused: [], unread: [] }
  const view = { corp: { ...corp, ...none }, noticeUrl, ...lists, moreOrders: null }
  answering('/api/operator/corps/dinga', () => view)
  const user = await renderApp(app(), '/operator/dinga', { as: 'admin' })
  await user.click(await screen.findByRole('button', { name: '补记市场订单…' }))
  const added = answering('/api/operator/corps/dinga/purchases', () => view)
  await user.type(await screen.findByLabelText('订单号'), '20923100')
  await user.click(screen.getByRole('button', { name: '向钉钉核对' }))
  await expect.poll(() => added).toHaveLength(1)
  await expect.poll(() => document.body.textContent).toContain('已记下这个订单')
})

/** An organisation with nothing but these facts. */
function having(facts: object): void {
  const none = { agentId: null, checkedAt: null, dataUntil: null, dataDeletedAt: null }
  const corp = { ...nothing, corpId: 'dinga', ...none, admins: [], missingScopes: [], ...facts }
  const lists = { margins: [], orders: [], events: [], refused: [], unread: [] }
  answering('/api/operator/corps/dinga', () => ({ corp, noticeUrl, ...lists, moreOrders: null }))
}

it('says that a subscription has ended, and what to do', async () => {
  having({ boughtUntil: Date.now() - 60_000, troubles: ['ended'] })
  await renderApp(app(), '/operator/dinga', { as: 'admin' })
  await expect.poll(() => textOf('troubles')).toContain('已到期请联系该组织续费。')
  expect(textOf('corp-facts')).toMatch(/已到期今天 /)
  expect(textOf('corp-facts')).not.toContain('有效期至')
})

it('advises to nothing that is impossible without the app', async () => {
  having({ state: 'stopped', troubles: ['not-authorised'], checkedAt: Date.now() })
  await renderApp(app(), '/operator/dinga', { as: 'admin' })
  await expect.poll(() => textOf('troubles')).toBe('未授权')
  // Nothing was read, so there is no time of it.
  expect(textOf('corp-state')).not.toContain('今天')
})

it('says when data were deleted instead of offering it', async () => {
  having({ state: 'relieved', dataDeletedAt: Date.now() })
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
  await expect.poll(() => textOf('app-error')).toContain('There is no such organization')
  expect(document.querySelectorAll('h1')).toHaveLength(1)
  await user.click(screen.getByRole('button', { name: 'Back to the list' }))
  await expect.poll(() => location.pathname).toBe('/operator')
  resize(1280)
  await renderApp(app(), '/operator/dingnobody', { as: 'admin', in: 'en' })
  await expect.poll(() => textOf('app-error')).toContain('There is no such organization')
  expect(document.querySelectorAll('h1')).toHaveLength(1)
})

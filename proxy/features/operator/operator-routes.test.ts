import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { sandboxCorpId } from '#sandbox/played.ts'
import { corpDoneSchema } from '#shared/schemas/corp/corp.ts'
import {
  corpAdminNamesSchema,
  dataDeletedSchema,
  operatorCorpsSchema,
  operatorCorpViewSchema,
  operatorHealthSchema,
} from '#shared/schemas/corp/operator.ts'
import { orderSchema, ordersSchema } from '#shared/schemas/corp/order.ts'
import { fileAddressSchema } from '#shared/schemas/file-address.ts'
import { problemSchema } from '#shared/schemas/problem.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { internal, thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { createCorpListStore } from './corp-list-store.ts'

/** An operator of one organisation acts on another one. */

const customer = 'dingcustomer'

let running: SandboxedProxy
let store: Store
let clock = Date.now()

beforeAll(async () => {
  store = await openStore()
  const env = {
    ...thirdParty,
    OPERATOR_USER_IDS: `${sandboxCorpId}:wangwu`,
    RELIEVED_DATA_DAYS: '30',
  }
  running = await startSandboxedProxy(env, { store, now: () => clock })
  running.proxy.hearEvents()
  await running.control('POST', '/corps', { corpId: customer, name: '青山科技' })
  await running.control('POST', '/corps', { corpId: 'dingother', count: 3, name: '远山' })
  for (const corpId of [customer, 'dingother1', 'dingother2', 'dingother3'])
    await running.control('POST', `/corps/${corpId}/life`, { what: 'authorise' })
  await vi.waitFor(async () => {
    const { counts } = await health()
    expect(counts.all).toBe(5)
  })
  await running.signIn('wangwu')
})

afterAll(() => running.close())

async function health() {
  clock += 60_000
  await running.signIn('wangwu')
  return operatorHealthSchema.parse(await (await running.get('/api/operator/health')).json())
}

async function list(query = '') {
  const answer = await running.get(`/api/operator/corps${query}`)
  return operatorCorpsSchema.parse(await answer.json()).corps
}

async function view(corpId = customer) {
  const answer = await running.get(`/api/operator/corps/${corpId}`)
  return operatorCorpViewSchema.parse(await answer.json())
}

function act(what: string, body?: unknown, corpId = customer) {
  return running.post(`/api/operator/corps/${corpId}/${what}`, body)
}

/** The audit of the operator's own organisation, newest first. */
async function own() {
  return (await store.registry.views.list(sandboxCorpId, { limit: 50 })).items
}

async function codeOf(answer: Response): Promise<string> {
  return problemSchema.parse(await answer.json()).code
}

describe('the list of organisations', () => {
  it('is searched by name and id, and filtered', async () => {
    const names = async (query: string) => (await list(query)).map(({ name }) => name)
    expect(await names('?q=%E9%9D%92%E5%B1%B1')).toEqual(['青山科技'])
    expect((await names('?q=%E5%B1%B1')).length).toBe(4)
    expect(await names('?q=%E5%B1%B1%E9%9D%92')).toEqual([])
    expect(await names(`?q=${customer}`)).toEqual(['青山科技'])
    expect(await names('?q=%25')).toEqual([])
    const conditions = (await list('?filter=active')).map(({ condition }) => condition)
    expect(new Set(conditions)).toEqual(new Set(['active']))
    expect(await list('?filter=stopped')).toEqual([])
    expect(await list('?filter=ended')).toEqual([])
    expect((await running.get('/api/operator/corps?filter=odd')).status).toBe(400)
    expect((await running.get('/api/operator/corps?cursor=odd')).status).toBe(400)
  })

  it('shows the state of each in e签宝, even without visits of its people', async () => {
    await vi.waitFor(async () => {
      for (const corp of await list('?q=%E8%BF%9C%E5%B1%B1'))
        expect(corp).toMatchObject({ install: 'installed', authorisation: 'not-authorised' })
      expect((await list('?filter=not-authorised')).length).toBe(4)
    })
  })

  it('is sorted by choice, the worst first without one', async () => {
    const names = async (query: string) => (await list(query)).map(({ name }) => name)
    const byName = await names('?q=%E8%BF%9C%E5%B1%B1&sort=name&order=desc')
    expect(byName).toEqual(['远山 3', '远山 2', '远山 1'])
    expect((await list()).map(({ condition }) => condition).at(-1)).toBe('active')
    expect((await running.get('/api/operator/corps?sort=odd')).status).toBe(400)
  })

  it('is saved as a file', async () => {
    const answer = await running.get('/api/operator/corps.csv?lang=en')
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const text = await answer.text()
    expect(text.split('\r\n')).toHaveLength(7)
    expect(text).toContain('青山科技')
    expect(text).toContain('State in eSign read at')
  })

  it('is saved in words, with missing permissions and administrators', async () => {
    await running.control('POST', '/corps', { corpId: 'dingworded', name: '白鹭物流' })
    await running.control('POST', '/corps/dingworded/life', { what: 'authorise' })
    await vi.waitFor(async () => {
      const [corp] = await list('?q=dingworded')
      expect(corp).toMatchObject({ authorisation: 'not-authorised' })
    })
    const scopes = ['Contact.User.Read', 'Todo.Todo.Write']
    await store.corps.noteScopes('dingworded', { missing: scopes, granted: [] })
    const row = async (lang: string) => {
      const answer = await running.get(`/api/operator/corps.csv?q=dingworded&lang=${lang}`)
      return (await answer.text()).split('\r\n')[1]
    }
    expect(await row('zh')).toContain('dingworded,白鹭物流,使用中,已安装,未授权,')
    expect(await row('zh')).toContain(',开通,')
    expect(await row('zh')).toMatch(/"Contact.User.Read; Todo.Todo.Write",\d+,manager,20/)
    expect(await row('en')).toContain('Active,Installed,Not authorised,')
    await store.corps.noteScopes('dingworded', { missing: [], granted: scopes })
  })

  it.each(['corps', 'orders'])(
    'and the other files are saved by a DingTalk client, which has no cookie: %s',
    async (file) => {
      const path = `/api/operator/${file}.csv?lang=en`
      const address = await running.post('/api/file-addresses', { path })
      const { pathname, search } = new URL(fileAddressSchema.parse(await address.json()).url)
      const headers = { cookie: 'session=none' }
      const answer = await running.proxy.ask(pathname + search, { headers })
      expect(answer.headers.get('content-disposition')).toContain(`filename="${file}-`)
      const [head] = (await answer.text()).split('\r\n')
      expect((await (await running.get(path)).text()).split('\r\n')[0]).toBe(head)
    },
  )

  it('is for operators only', async () => {
    await running.signIn('zhangsan')
    for (const path of [
      'health',
      'corps',
      'corps.csv',
      'orders.csv',
      `corps/${customer}`,
      `corps/${customer}/admins`,
    ])
      expect(await codeOf(await running.get(`/api/operator/${path}`))).toBe('not-operator')
    for (const what of ['refresh', 'initialise', 'orders', 'delete-data'])
      expect(await codeOf(await act(what, {}))).toBe('not-operator')
    await running.signIn('wangwu')
  })
})

describe('an organisation', () => {
  it('has a link for its administrators that opens in DingTalk, and their names', async () => {
    const { adminLink, hasRenewalLink } = await view()
    const link = new URL(adminLink)
    expect(link.origin + link.pathname).toBe('https://applink.dingtalk.com/page/link')
    const page = new URL(link.searchParams.get('url') ?? '')
    expect([page.pathname, page.search]).toEqual(['/admin', `?corpId=${customer}`])
    expect(hasRenewalLink).toBe(false)
    const answer = await running.get(`/api/operator/corps/${customer}/admins`)
    const { admins } = corpAdminNamesSchema.parse(await answer.json())
    expect(admins).toEqual([{ userId: 'manager', name: expect.any(String) }])
  })

  it('is initialised, gets packages of both kinds, and is read again', async () => {
    expect(corpDoneSchema.parse(await (await act('initialise')).json()).done).not.toBe(false)
    expect(await codeOf(await act('initialise'))).toBe('esign-already-initialised')
    await running.control('PATCH', `/corps/${customer}`, { esignAuthorised: true })
    const channel = {
      kind: 'channel',
      orderId: 'A-1',
      quantity: 20,
      confirmedQuantity: 20,
      itemCode: 'ITEM',
      itemName: 'Package',
      paidFen: 100,
    }
    const placed = await act('orders', channel)
    expect(placed.status).toBe(201)
    expect(orderSchema.parse(await placed.json())).toMatchObject({ state: 'placed' })
    const resale = {
      kind: 'resale',
      orderId: 'A-2',
      quantity: 5,
      confirmedQuantity: 5,
      validFrom: clock,
      validUntil: clock + 1e9,
    }
    expect((await act('orders', resale)).status).toBe(201)
    expect(await codeOf(await act('orders', { ...resale, confirmedQuantity: 6 }))).toBe(
      'invalid-request',
    )
    const refreshed = operatorCorpViewSchema.parse(await (await act('refresh')).json())
    expect(refreshed).toMatchObject({
      corp: {
        name: '青山科技',
        admins: ['manager'],
        install: 'installed',
        authorisation: 'authorised',
        realName: 'verified',
        contractsLeft: 25,
      },
      unread: [],
    })
    expect(refreshed.orders.map(({ orderId }) => orderId)).toEqual(['A-2', 'A-1'])
    expect(refreshed.events).toMatchObject([{ type: 'org_suite_auth', outcome: 'done' }])
    const ownOrders = await running.get('/api/orders')
    expect(await ownOrders.json()).toMatchObject({ orders: [] })
  })

  it("has these actions in its audit, and so has the operator's organisation", async () => {
    const kinds = ['developer-initialised', 'package-ordered', 'package-ordered', 'corp-refreshed']
    const noted = async () =>
      (await store.registry.views.list(customer, { limit: 20 })).items.toReversed()
    // An entry may be written after the answer.
    await vi.waitFor(async () => expect((await noted()).map(({ kind }) => kind)).toEqual(kinds))
    expect((await noted())[1]).toMatchObject({
      userId: `${sandboxCorpId}:wangwu`,
      detail: 'A-1',
    })
    // The export of all organisations belongs to no single one.
    const owns = (await own()).toReversed()
    expect(owns[0]).toMatchObject({ kind: 'export-taken', userId: 'wangwu', detail: 'corps.csv' })
    expect(owns.filter(({ kind }) => kind !== 'export-taken')).toMatchObject(
      kinds.map((kind) => {
        return { kind, userId: 'wangwu', detail: expect.stringContaining(customer) }
      }),
    )
  })

  it('has uncertain actions in both audits, but no refused ones', async () => {
    const kindsOf = async (corpId: string) =>
      (await store.registry.views.list(corpId, { limit: 20 })).items.map(({ kind }) => kind)
    const before = (await own()).length
    const order = { kind: 'channel', orderId: 'B-1', quantity: 20, confirmedQuantity: 20 }
    const product = { itemCode: 'ITEM', itemName: 'Package', paidFen: 100 }
    await running.control('POST', '/faults', { match: 'POST /v2.0/esign/orders', status: 502 })
    const placed = await act('orders', { ...order, ...product }, 'dingother3')
    expect(await codeOf(placed)).toBe('outcome-unknown')
    await running.control('DELETE', '/faults')
    await vi.waitFor(async () => expect(await kindsOf('dingother3')).toEqual(['package-ordered']))
    expect(await codeOf(await act('delete-data', { confirmation: 'x' }, 'dingother3'))).toBe(
      'corp-active',
    )
    expect(await codeOf(await act('orders', { kind: 'channel' }, 'dingother3'))).toBe(
      'invalid-request',
    )
    expect(await kindsOf('dingother3')).toEqual(['package-ordered'])
    await vi.waitFor(async () => expect(await own()).toHaveLength(before + 1))
    const lost = { match: 'POST /v2.0/esign/developers', status: 502 }
    await running.control('POST', '/faults', lost)
    expect(await codeOf(await act('initialise', undefined, 'dingother3'))).toBe(
      'upstream-unavailable',
    )
    await running.control('DELETE', '/faults')
    await vi.waitFor(async () =>
      expect(await kindsOf('dingother3')).toEqual(['developer-initialised', 'package-ordered']),
    )
  })

  it('is in the file of all orders', async () => {
    const answer = await running.get('/api/operator/orders.csv?lang=zh')
    const lines = (await answer.text()).split('\r\n')
    expect(lines).toHaveLength(5)
    expect(lines[1]).toContain(',dingother3,远山 3,B-1,分润模式,结果未知,20,ITEM,Package,1.00,')
    expect(lines[2]).toContain(`,${customer},青山科技,A-2,底价结算模式,已下单,5,`)
    expect((await own())[0]).toMatchObject({ kind: 'export-taken', detail: 'orders.csv' })
  })

  it('that is unknown is reported as such', async () => {
    expect(await codeOf(await running.get('/api/operator/corps/dingnowhere'))).toBe(
      'corp-not-found',
    )
    expect(await codeOf(await act('refresh', undefined, 'dingnowhere'))).toBe('corp-not-found')
    expect(await codeOf(await act('refresh', undefined, `${customer}%00`))).toBe('corp-not-found')
  })

  it('shows the missing permissions behind refused calls', async () => {
    await running.control('POST', '/faults', {
      match: 'GET /v2.0/esign/corps',
      status: 403,
      body: {
        code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied',
        accessdenieddetail: { requiredScopes: ['Esign.Common.ReadWrite'] },
      },
    })
    await act('refresh', undefined, 'dingother1')
    await vi.waitFor(async () => {
      const { corp, refused } = await view('dingother1')
      expect(corp.missingScopes).toEqual(['Esign.Common.ReadWrite'])
      expect(corp.troubles).toContain('permissions-missing')
      expect(refused[0]).toMatchObject({ code: 'upstream-permission' })
    })
    expect((await health()).refused[0]).toMatchObject({ code: 'upstream-permission', corps: 1 })
    expect((await list('?filter=trouble')).map(({ corpId }) => corpId)).toContain('dingother1')
  })

  it('is in trouble once its subscription has ended', async () => {
    const corpId = 'dingother2'
    const purchase = { order: 'ended', at: clock, item: 'S', until: clock - 1 }
    const troubled = async (query: string) =>
      (await list(`?filter=${query}`)).map((corp) => corp.corpId)
    const before = await createCorpListStore(store.database).counts({ now: clock, monthBegan: 0 })
    expect((await view(corpId)).corp.troubles).toEqual(['not-authorised'])
    await store.corps.updateCorp({ corpId, at: clock, purchase })
    expect((await view(corpId)).corp.troubles).toEqual(['ended', 'not-authorised'])
    expect(await troubled('ended')).toEqual([corpId])
    expect(await troubled('trouble')).toContain(corpId)
    const file = await running.get('/api/operator/corps.csv?filter=ended&lang=zh')
    expect(await file.text()).toContain(',"已到期; 未授权",')
    expect(await createCorpListStore(store.database).counts({ now: clock, monthBegan: 0 })).toEqual(
      {
        ...before,
        ended: 1,
      },
    )
    // Of this one, nothing but the end is a trouble.
    const name = 'dingendedonly'
    await store.corps.updateCorp({ corpId: name, at: clock, isAuthorised: true, purchase })
    expect(await troubled('trouble')).toContain(name)
    const after = await createCorpListStore(store.database).counts({ now: clock, monthBegan: 0 })
    expect([after.ended, after.trouble]).toEqual([2, before.trouble + 1])
  })

  it('can have its data deleted only after it removed the app and its name was typed', async () => {
    const all = async () => (await store.registry.views.list(customer, { limit: 50 })).items
    expect(await codeOf(await act('delete-data', { confirmation: customer }))).toBe('corp-active')
    await running.control('POST', `/corps/${customer}/life`, {
      what: 'relieve',
      bornAt: clock,
    })
    await vi.waitFor(async () => expect((await view()).corp.state).toBe('relieved'))
    expect((await view()).corp.dataUntil).toBeGreaterThan(clock)
    expect(await codeOf(await act('delete-data', { confirmation: '青山' }))).toBe(
      'confirmation-wrong',
    )
    expect((await all()).length).toBe(4)
    const deleted = await act('delete-data', { confirmation: '青山科技' })
    expect(dataDeletedSchema.parse(await deleted.json()).rows).toBeGreaterThan(3)
    // The entries may be written after the answer.
    await vi.waitFor(async () => {
      const userId = `${sandboxCorpId}:wangwu`
      expect(await all()).toMatchObject([{ kind: 'data-deleted', userId }])
      expect((await own())[0]).toMatchObject({ kind: 'data-deleted', detail: customer })
    })
    const { dataDeletedAt, dataUntil } = (await view()).corp
    expect([typeof dataDeletedAt, dataUntil]).toEqual(['number', null])
    // Orders are kept.
    expect((await view()).orders).toHaveLength(2)
    expect((await view('dingother2')).events).toHaveLength(1)
  })
})

describe('many orders of an organisation', () => {
  it('are read page by page', async () => {
    const order = {
      kind: 'resale',
      quantity: 1,
      itemCode: null,
      itemName: null,
      paidFen: null,
      validFrom: null,
      validUntil: null,
      userId: 'wangwu',
      name: '王五',
      orderedAt: 1,
    } as const
    for (let index = 1; index <= 53; index += 1)
      await store.registry.orders.claim('dingother2', { ...order, orderId: `M-${index}` })
    const { orders, moreOrders } = await view('dingother2')
    expect(orders).toHaveLength(50)
    const rest = await running.get(`/api/operator/corps/dingother2/orders?cursor=${moreOrders}`)
    const page = ordersSchema.parse(await rest.json())
    expect(page.orders.map(({ orderId }) => orderId)).toEqual(['M-3', 'M-2', 'M-1'])
    expect(page.nextCursor).toBeNull()
  })
})

describe('health', () => {
  it('shows the line, the suite ticket and the tokens', async () => {
    const report = await health()
    expect(report.events.lines).toMatchObject([
      { state: 'open', since: expect.any(Number), lastFrameAt: expect.any(Number) },
    ])
    // This organisation lacks a permission since an earlier test.
    expect(report.counts).toMatchObject({ 'permissions-missing': 1, relieved: 1 })
    expect(report.refused.map(({ code }) => code)).toContain('upstream-permission')
    expect(report).toMatchObject({
      events: { mode: 'stream', waiting: 0, failed: 0, lastEventAt: expect.any(Number) },
      suiteTicket: { isKnown: true },
      tokens: { mode: 'corp', hasFallenBack: false },
    })
  })
})

it("an internal app shows e签宝's name of its organisation, once it was read for somebody", async () => {
  const alone = await startSandboxedProxy({ ...internal, OPERATOR_USER_IDS: 'wangwu' })
  await alone.signIn('wangwu')
  const found = async (query: string) => {
    const answer = await alone.get(`/api/operator/corps${query}`)
    return operatorCorpsSchema.parse(await answer.json()).corps
  }
  await vi.waitFor(async () => expect(await found('')).toHaveLength(1))
  await alone.get('/api/session')
  const named = { corpId: sandboxCorpId, name: '杭州星河科技有限公司' }
  await vi.waitFor(async () => expect(await found('?q=星河')).toMatchObject([named]))
  await alone.close()
})

import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { started } from '#proxy/base/store/testing/samples.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { sandboxCorpId } from '#sandbox/played.ts'
import { flowViewsSchema } from '#shared/schemas/flow/flow-views.ts'
import { termsAnswerSchema, termsSchema } from '#shared/schemas/flow/terms.ts'
import { createTermsStore } from './terms-store.ts'

/** 08:00 in Shanghai of the next day. */
const now = Date.UTC(2026, 10, 30, 0)

const year = { years: 1, months: 0, days: 0 }

let app: SandboxedProxy
let taskId = ''
let flows = 0

beforeAll(async () => {
  app = await startSandboxedProxy(
    { ...internal, FLOW_ACCESS: 'participants' },
    { now: () => now, monotonic: () => now },
  )
})

afterAll(() => app.close())

async function recordFlow(status: 'completed' | 'signing'): Promise<string> {
  flows += 1
  const id = `PRO-TERMS-${flows}`
  const facts = { title: '房屋租赁合同', status, people: [], startedAt: now } as const
  await app.store.registry.flows.recordStart(sandboxCorpId, started(id, facts))
  return id
}

beforeEach(async () => {
  taskId = await recordFlow('completed')
  await app.signIn('zhangsan')
})

const path = (id = taskId) => `/api/flows/${id}/terms`
const put = (terms: object, id?: string) => app.put(path(id), terms)
const read = async () => termsAnswerSchema.parse(await (await app.get(path())).json())
const written = async (terms: object) => termsAnswerSchema.parse(await (await put(terms)).json())
const refusal = async (answer: Promise<Response>): Promise<unknown> => (await answer).json()
const remove = () => app.proxy.ask(path(), { method: 'DELETE' })

const lease = {
  number: 'HT-2026-018',
  counterparty: '星辰物业有限公司',
  amount: '120000',
  begins: '2027-01-01',
  length: year,
  isFirstDayCounted: true,
  notice: { months: 3 },
  noticeBy: '2027-09-29',
  renewal: { every: year, atMost: 2 },
  dates: [{ name: '付款', on: '2027-01-05', everyMonths: 3 }],
  keepers: [{ userId: 'lisi', name: '别人' }],
}

describe('the terms of a completed contract', () => {
  it('are set by its initiator, and kept as they are', async () => {
    expect(await read()).toEqual({
      terms: null,
      ownDays: { off: [], working: [] },
      version: null,
      signedOn: '2026-11-30',
      today: '2026-11-30',
      mayChange: true,
      mayName: true,
    })
    const { terms, version } = await written(lease)
    expect(terms).toEqual({
      ...lease,
      amount: '120000.00',
      currency: 'CNY',
      ends: null,
      notice: { years: 0, months: 3, days: 0 },
      noticeBy: '2027-09-29',
      keepers: [{ userId: 'lisi', name: '李四' }],
    })
    expect((await read()).terms).toEqual(terms)
    const shorter = await written({ ends: '2027-06-30', version })
    expect(shorter.terms).toMatchObject({
      ends: '2027-06-30',
      length: null,
      dates: [],
      keepers: [],
    })
  })

  it('are removed, after which there are none', async () => {
    await written(lease)
    expect((await remove()).status).toBe(204)
    expect((await read()).terms).toBeNull()
    expect((await remove()).status).toBe(204)
  })

  it('are not overwritten by a change based on older terms', async () => {
    const { version } = await written({ ends: '2027-06-30' })
    expect(await refusal(put({ ends: '2028-06-30' }))).toMatchObject({ code: 'terms-changed' })
    await written({ ends: '2027-07-31', version })
    expect(await refusal(put({ ends: '2028-06-30', version }))).toMatchObject({
      status: 409,
      code: 'terms-changed',
    })
    expect((await read()).terms?.ends).toBe('2027-07-31')
  })

  it('leave one line in the audit that names the fields', async () => {
    const { terms, version } = await written(lease)
    await written({ ...terms, amount: '130000', keepers: terms?.keepers, version })
    await remove()
    await app.signIn('wangwu')
    const { views } = flowViewsSchema.parse(
      await (await app.get(`/api/audit?taskId=${taskId}`)).json(),
    )
    const noted = views.filter(({ kind }) => kind.startsWith('terms-'))
    expect(noted.map(({ kind, detail }) => [kind, detail])).toEqual([
      ['terms-removed', null],
      ['terms-changed', 'amount'],
      [
        'terms-changed',
        'number, counterparty, amount, begins, length, isFirstDayCounted, notice, noticeBy, renewal, dates, keepers',
      ],
    ])
  })

  it('are deleted with the data of the organisation', async () => {
    const corpId = 'corp-of-terms'
    const { database, jobs } = app.store
    const book = createTermsStore(database, jobs)
    await app.store.registry.flows.recordStart(corpId, started('PRO-1', { status: 'completed' }))
    const key = { corpId, taskId: 'PRO-1' }
    const change = { before: null, signedOn: '2026-11-30', at: now, plan: () => [] }
    expect(await book.replace(key, termsSchema.parse(lease), change)).toBe(true)
    await app.store.corpData.delete(corpId)
    expect(await book.find(key)).toBeNull()
  })
})

describe('a request for terms', () => {
  it.each([
    ['no such date', { ends: '2027-02-29' }, 'ends'],
    ['an end before the begin', { begins: '2027-02-01', ends: '2027-01-31' }, 'ends'],
    ['a negative length', { length: { months: -1 } }, 'length.months, length'],
    ['an empty length', { length: {} }, 'length'],
    ['an end and a length', { ends: '2027-02-01', length: year }, 'ends, length'],
    ['neither', { number: '1' }, 'ends'],
    ['notice longer than the term', { length: year, notice: { months: 13 } }, 'notice'],
    [
      'notice longer than a renewal',
      { ends: '2030-01-01', notice: { months: 2 }, renewal: { every: { months: 1 } } },
      'notice',
    ],
    [
      'a last day of notice after the end',
      { ends: '2027-02-01', noticeBy: '2027-02-02' },
      'noticeBy',
    ],
    [
      'eleven dates',
      {
        ends: '2027-02-01',
        dates: Array.from({ length: 11 }, () => ({ name: '付款', on: '2027-01-01' })),
      },
      'dates',
    ],
    ['an amount of three places', { ends: '2027-02-01', amount: '1.234' }, 'amount'],
    ['an unknown currency', { ends: '2027-02-01', currency: 'XXX' }, 'currency'],
    [
      'a stranger as keeper',
      { ends: '2027-02-01', keepers: [{ userId: 'nobody', name: '' }] },
      'keepers',
    ],
    [
      'one keeper twice',
      { ends: '2027-02-01', keepers: ['', ''].map((name) => ({ userId: 'lisi', name })) },
      'keepers',
    ],
  ])('with %s is refused by name', async (_what, terms, fields) => {
    expect(await refusal(put(terms))).toMatchObject({
      status: 400,
      code: 'invalid-request',
      title: `Invalid in the request: ${fields}.`,
    })
    expect((await read()).terms).toBeNull()
  })

  it('is refused of a contract that is not completed', async () => {
    const signing = await recordFlow('signing')
    expect(await refusal(put({ ends: '2027-01-01' }, signing))).toMatchObject({
      status: 409,
      code: 'flow-not-completed',
    })
  })

  it('takes dates of the past', async () => {
    expect((await written({ begins: '2001-01-01', ends: '2010-01-01' })).terms?.ends).toBe(
      '2010-01-01',
    )
  })
})

describe('who looks after a contract', () => {
  it('may open it and change its terms, but name nobody, until removed', async () => {
    await app.signIn('lisi')
    expect((await app.get(path())).status).toBe(403)
    await app.signIn('zhangsan')
    const { terms, version } = await written(lease)

    await app.signIn('lisi')
    await vi.waitFor(async () => expect((await app.get(path())).status).toBe(200))
    expect(await read()).toMatchObject({ mayChange: true, mayName: false })
    const others = [...(terms?.keepers ?? []), { userId: 'qianqi', name: '钱七' }]
    for (const keepers of [others, []])
      expect(await refusal(put({ ...terms, keepers, version }))).toMatchObject({
        status: 403,
        code: 'flow-forbidden',
      })
    const changed = await written({ ...terms, number: 'HT-2', version })
    expect(changed.terms?.number).toBe('HT-2')

    await app.signIn('zhangsan')
    await written({ ...changed.terms, keepers: [], version: changed.version })
    await app.signIn('lisi')
    await vi.waitFor(async () => expect((await app.get(path())).status).toBe(403))
  })

  it('is among those who find it in their list', async () => {
    await written(lease)
    await app.signIn('lisi')
    const list = await (await app.get('/api/flows?scope=all')).text()
    expect(list).toContain(taskId)
  })

  it('is not anybody who may only open it', async () => {
    await app.store.registry.access.grant({
      corpId: sandboxCorpId,
      taskId,
      userId: 'qianqi',
      until: now + 60_000,
    })
    await app.signIn('qianqi')
    expect(await read()).toMatchObject({ mayChange: false, mayName: false })
    expect(await refusal(put({ ends: '2027-01-01' }))).toMatchObject({ code: 'flow-forbidden' })
    expect((await remove()).status).toBe(403)
  })

  it('are administrators, too', async () => {
    await app.signIn('wangwu')
    expect(await written({ ends: '2027-01-01' })).toMatchObject({ mayChange: true, mayName: true })
  })
})

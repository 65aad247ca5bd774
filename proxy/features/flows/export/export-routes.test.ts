import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { listedFlow } from '#shared/testing/listed-flow.ts'
import { sandboxCorpId } from '#sandbox/played.ts'
import { fileAddressSchema } from '#shared/schemas/file-address.ts'
import { flowViewsSchema } from '#shared/schemas/flow/flow-views.ts'
import { presentRequester } from '#proxy/base/limits/requester.ts'
import type { NewFlow } from '#proxy/base/store/flows/flow-types.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { listFile, maxRows } from './list-file.ts'

const now = Date.UTC(2026, 10, 26, 8)
/** More than one batch of the export. */
const flowCount = 620
let app: SandboxedProxy

const startedFlow = (index: number): NewFlow => ({
  taskId: `PRO-${index}`,
  title: index === 0 ? '=HYPERLINK("x")' : `采购合同 ${index}`,
  status: index % 2 === 0 ? 'signing' : 'draft',
  initiator: { userId: 'zhangsan', name: '张三', organization: '杭州星河科技有限公司' },
  people: [],
  deadline: index === 0 ? now + 1000 : null,
  startedAt: now - index,
})

beforeAll(async () => {
  app = await startSandboxedProxy(
    { ...internal, FLOW_ACCESS: 'participants', ADMIN_USER_IDS: 'wangwu' },
    { now: () => now, monotonic: () => performance.now() },
  )
  const { store } = app
  const { flows } = store.registry
  // More simultaneous writes than database connections would time out waiting for one.
  for (let first = 0; first < flowCount; first += 20)
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        flows.recordStart(sandboxCorpId, startedFlow(first + index)),
      ),
    )
}, 180_000)

afterAll(() => app.close())

const linesOf = (text: string) => text.split('\r\n').filter((line) => line !== '')

async function exported(query: string): Promise<string[]> {
  const answer = await app.get(`/api/flows/export.csv${query}`)
  expect(answer.status).toBe(200)
  return linesOf(Buffer.from(await answer.arrayBuffer()).toString())
}

describe('GET /api/flows/export.csv', () => {
  it('contains the whole list, protected against formulas', async () => {
    await app.signIn('zhangsan')
    const answer = await app.get('/api/flows/export.csv?scope=started')
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="flows-2026-11-26.csv"',
    )
    const lines = linesOf(Buffer.from(await answer.arrayBuffer()).toString())
    expect(lines[0]).toBe(
      '\uFEFF任务编号,合同标题,状态,发起人,发起主体,等待谁,等待开始,截止时间,发起时间,进度截至,对方企业',
    )
    expect(lines).toHaveLength(flowCount + 1)
    expect(lines).toContain(
      `PRO-0,"'=HYPERLINK(""x"")",签署中,张三,杭州星河科技有限公司,,,2026-11-26T08:00:01.000Z,2026-11-26T08:00:00.000Z,,`,
    )
  })

  it('is filtered like the list, and has an English form', async () => {
    await app.signIn('zhangsan')
    const lines = await exported('?scope=started&status=draft&lang=en')
    expect(lines).toHaveLength(flowCount / 2 + 1)
    expect(lines[1]).toContain(',Draft,')
    expect(await exported('?scope=started&q=PRO-55')).toHaveLength(12)
  })

  it('is read on behalf of the asker, to its end', async () => {
    await app.signIn('zhangsan')
    const { flows } = app.store.registry
    const list = flows.list.bind(flows)
    const readFor: string[] = []
    const spied = vi.spyOn(flows, 'list').mockImplementation((...asked) => {
      readFor.push([...presentRequester().keys()].join())
      return list(...asked)
    })
    await exported('?scope=started')
    spied.mockRestore()
    const zhangsan = JSON.stringify([sandboxCorpId, 'zhangsan'])
    expect(readFor).toEqual([zhangsan, zhangsan])
  })

  it('is taken twice at a time by one person', async () => {
    await app.signIn('zhangsan')
    const ends: (() => void)[] = []
    const spied = vi
      .spyOn(app.store.registry.flows, 'list')
      .mockImplementation(
        () => new Promise((resolve) => ends.push(() => resolve({ items: [], nextCursor: null }))),
      )
    const two = [exported(''), exported('')]
    await vi.waitFor(() => expect(ends).toHaveLength(2))
    const third = await app.get('/api/flows/export.csv')
    expect(await third.json()).toMatchObject({ status: 429, code: 'too-many-archives' })
    for (const end of ends) end()
    await Promise.all(two)
    spied.mockRestore()
    expect(await exported('')).not.toEqual([])
  })

  it('contains no flows of other people', async () => {
    await app.signIn('lisi')
    expect((await exported('?scope=all')).filter((line) => line.includes('采购合同'))).toEqual([])
    expect(await exported('?scope=started')).toHaveLength(1)
  })

  it('is recorded in the audit', async () => {
    await app.signIn('zhangsan')
    await exported('')
    await app.signIn('wangwu')
    const { views } = flowViewsSchema.parse(await (await app.get('/api/audit')).json())
    expect(views[0]).toMatchObject({
      kind: 'export-taken',
      detail: 'flows.csv',
      userId: 'zhangsan',
    })
  })

  it.each(['?scope=other', '?lang=fr', '?status=nothing'])('refuses %s', async (query) => {
    expect((await app.get(`/api/flows/export.csv${query}`)).status).toBe(400)
  })

  it('says where it was truncated', async () => {
    const flow = listedFlow()
    async function* pages() {
      for (let page = 0; page < 3; page += 1) yield Array.from({ length: maxRows / 2 }, () => flow)
    }
    let text = ''
    for await (const part of listFile(pages(), 'zh')) text += part
    const lines = linesOf(text)
    expect(lines).toHaveLength(maxRows + 2)
    expect(lines.at(-1)).toContain('只导出了前 10000 份合同')
  })
})

describe('GET /api/corp/statistics.csv', () => {
  it('contains the figures, for admins only', async () => {
    await app.signIn('zhangsan')
    expect((await app.get('/api/corp/statistics.csv')).status).toBe(403)
    await app.signIn('wangwu')
    const answer = await app.get('/api/corp/statistics.csv?lang=en')
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="statistics-2026-11-26.csv"',
    )
    const lines = linesOf(Buffer.from(await answer.arrayBuffer()).toString())
    expect(lines[0]).toContain('Figure,Item,Number')
    expect(lines[0]).toContain('Usually (hours)')
    expect(lines).toContain(`All contracts,,${flowCount},,,,`)
    expect(lines).toContain(`Status,Signing,${flowCount / 2},,,,`)
    expect(lines.filter((line) => line.startsWith('Started by month,'))).toHaveLength(12)
    expect(lines.filter((line) => line.startsWith('Completed by month,'))).toHaveLength(12)
    expect(new Set(lines.map((line) => line.split(',').length))).toEqual(new Set([7]))
    const { views } = flowViewsSchema.parse(await (await app.get('/api/audit')).json())
    expect(views[0]).toMatchObject({ kind: 'export-taken', detail: 'statistics.csv' })
  })
})

describe('the address of a file', () => {
  async function addressOf(path: string): Promise<Response> {
    return app.post('/api/file-addresses', { path })
  }

  it('gives that file without a cookie, and no other file', async () => {
    await app.signIn('zhangsan')
    const query = new URLSearchParams({ scope: 'started', q: '合同 55', lang: 'en' })
    const path = `/api/flows/export.csv?${query.toString()}`
    const { url } = fileAddressSchema.parse(await (await addressOf(path)).json())
    const expected = await (await app.get(path)).text()
    const cookie = 'session=none'
    const { pathname, search, searchParams } = new URL(url)
    const answer = await app.proxy.ask(pathname + search, { headers: { cookie } })
    expect(await answer.text()).toBe(expected)
    const ticket = searchParams.get('ticket') ?? ''
    const other = await app.proxy.ask(`/api/flows/export.csv?scope=all&ticket=${ticket}`, {
      headers: { cookie },
    })
    expect(other.status).toBe(403)
  })

  it('gives people only what they may see', async () => {
    await app.signIn('zhangsan')
    const { url } = fileAddressSchema.parse(
      await (await addressOf('/api/audit.csv?lang=zh')).json(),
    )
    const { pathname, search } = new URL(url)
    expect(await (await app.get(pathname + search)).json()).toMatchObject({
      code: 'not-corp-admin',
    })
  })

  it.each([
    '/api/flows/PRO-1',
    '/api/flows/archive.zip',
    '//x.cn/api/audit.csv',
    '/api/audit.csv#',
  ])('is not given for %s', async (path) => {
    await app.signIn('zhangsan')
    expect((await addressOf(path)).status).toBe(400)
  })
})

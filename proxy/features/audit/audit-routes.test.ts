import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { sandboxCorpId } from '#sandbox/played.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { flowViewsSchema } from '#shared/schemas/flow/flow-views.ts'
import type { View } from '#proxy/base/store/flows/view-store.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { auditRoutes } from './audit-routes.ts'

let running: SandboxedProxy

beforeAll(async () => {
  running = await startSandboxedProxy(internal, { now: () => Date.UTC(2026, 4, 6, 7, 8, 9) })
  const views = running.store.registry.views
  const opened = { userId: 'lisi', name: '李四', byLink: false }
  for (let at = 1; at <= 120; at += 1)
    await views?.recordOpened({ corpId: sandboxCorpId, taskId: 'PRO-1', ...opened, at })
  const byLink = { ...opened, userId: 'qianqi', name: '=钱,七', byLink: true, at: 121 }
  await views?.recordOpened({ corpId: sandboxCorpId, taskId: 'PRO-2', ...byLink })
  await views?.recordOpened({ corpId: 'dingother', taskId: 'PRO-3', ...opened, at: 122 })
})

afterAll(() => running.close())

describe('who opened what', () => {
  it.each(['/api/audit', '/api/audit.csv'])('is shown to admins only: %s', async (path) => {
    await running.signIn('lisi')
    const answer = await running.get(path)
    expect(answer.status).toBe(403)
    expect(await answer.json()).toMatchObject({ code: 'not-corp-admin' })
    const nobody = await running.proxy.ask(path, { headers: { cookie: 'session=x' } })
    expect(nobody.status).toBe(401)
  })

  it('is paged, newest first, and contains one corp only', async () => {
    await running.signIn('wangwu')
    const times: number[] = []
    let cursor = ''
    for (let page = 0; page < 3; page += 1) {
      const answer = await running.get(`/api/audit${cursor}`)
      const { views, nextCursor } = flowViewsSchema.parse(await answer.json())
      times.push(...views.map(({ at }) => at))
      cursor = `?cursor=${nextCursor}`
    }
    expect(times).toEqual(Array.from({ length: 121 }, (_, index) => 121 - index))
    expect(cursor).toBe('?cursor=null')
  })

  it.each([
    { query: 'name=,七', found: ['=钱,七'] },
    { query: 'name=%25', found: [] },
    { query: 'kind=archive-taken', found: [] },
    { query: 'kind=flow-opened&name=钱', found: ['=钱,七'] },
  ])('can be limited to a person and a kind: $query', async ({ query, found }) => {
    await running.signIn('wangwu')
    const answer = await running.get(`/api/audit?${query}`)
    const { views } = flowViewsSchema.parse(await answer.json())
    expect(views.map(({ name }) => name)).toEqual(found)
  })

  it('can be limited to one flow', async () => {
    await running.signIn('wangwu')
    const answer = await running.get('/api/audit?taskId=PRO-2')
    expect(await answer.json()).toEqual({
      views: [
        {
          kind: 'flow-opened',
          taskId: 'PRO-2',
          title: null,
          detail: null,
          userId: 'qianqi',
          name: '=钱,七',
          at: 121,
          byLink: true,
        },
      ],
      nextCursor: null,
    })
  })

  it.each(['/api/audit?cursor=x', '/api/audit?taskId=%20', '/api/audit.csv?lang=fr'])(
    'refuses %s',
    async (path) => {
      await running.signIn('wangwu')
      const answer = await running.get(path)
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ code: 'invalid-request' })
    },
  )
})

describe('the file', () => {
  it('can be opened by Excel, in Chinese', async () => {
    await running.signIn('wangwu')
    const answer = await running.get('/api/audit.csv')
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="flow-views-2026-05-06.csv"',
    )
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    const lines = bytes.toString().slice(1).split('\r\n')
    expect(lines).toHaveLength(1 + 121 + 1)
    expect(lines[0]).toBe('时间,任务编号,合同标题,用户 ID,姓名,经分享链接,操作,对象')
    expect(lines[1]).toBe(`1970-01-01T00:00:00.121Z,PRO-2,,qianqi,"'=钱,七",是,打开合同,`)
    expect(lines[2]).toBe('1970-01-01T00:00:00.120Z,PRO-1,,lisi,李四,否,打开合同,')
    expect(lines.at(-1)).toBe('')
  })

  it('is limited to one flow, or in English, on request', async () => {
    await running.signIn('wangwu')
    const answer = await running.get('/api/audit.csv?taskId=PRO-2&lang=en')
    expect((await answer.text()).split('\r\n')).toEqual([
      'Time,Task ID,Contract title,User ID,Name,By share link,Action,Object',
      `1970-01-01T00:00:00.121Z,PRO-2,,qianqi,"'=钱,七",yes,Opened the contract,`,
      '',
    ])
  })

  it.each([
    { query: 'name=,七', count: 1 },
    { query: 'kind=flow-opened&name=钱', count: 1 },
    { query: 'kind=flow-opened', count: 121 },
    { query: 'kind=archive-taken', count: 0 },
  ])('is limited to a person and a kind, as the page is: $query', async ({ query, count }) => {
    await running.signIn('wangwu')
    const file = await (await running.get(`/api/audit.csv?${query}`)).text()
    expect(file.trimEnd().split('\r\n')).toHaveLength(1 + count)
    const { items } = await running.store.registry.views.list(sandboxCorpId, { limit: 1 })
    const detail = `audit.csv ${[...new URLSearchParams(query).values()].join(' ')}`
    expect(items).toMatchObject([{ kind: 'export-taken', detail }])
  })

  it('has only its header row when nobody opened anything', async () => {
    await running.signIn('wangwu')
    const answer = await running.get('/api/audit.csv?taskId=PRO-9&lang=en')
    expect((await answer.text()).split('\r\n')).toHaveLength(2)
  })
})

describe('what people do', () => {
  const kindsOf = (views: { kind: string }[]) => views.map(({ kind }) => kind)

  it('is recorded with its subject, for every kind of action', async () => {
    const doing = await startSandboxedProxy(internal)
    await doing.signIn('wangwu')
    const flow = '/api/flows/PRO-SANDBOX-SIGNING'
    expect((await doing.get(flow)).status).toBe(200)
    // An opening is recorded after the answer, other actions before it.
    await vi.waitFor(async () =>
      expect(await (await doing.get('/api/audit')).text()).toContain('flow-opened'),
    )
    const answers = [
      await doing.get(`${flow}/documents/0/content`),
      await doing.post(`${flow}/sign-url`),
      await doing.post(`${flow}/share-link`),
      await doing.get('/api/approvals/SANDBOX-INSTANCE-1'),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    const file = await (await doing.get('/api/audit.csv?lang=en')).text()
    const lines = file.trimEnd().split('\r\n').slice(1).toReversed()
    // All earlier actions are in it; the export itself is in the next file.
    expect(lines.map((line) => line.split(',').slice(-2))).toEqual([
      ['Opened the contract', ''],
      ['Opened a file', '办公设备采购合同.pdf'],
      ['Requested the signing link', ''],
      ['Made a share link', ''],
      ['Opened an approval page', 'Approval SANDBOX-INSTANCE-1'],
      ['Opened an approval page', 'Approval SANDBOX-INSTANCE-1'],
    ])
    const { views } = flowViewsSchema.parse(await (await doing.get('/api/audit')).json())
    expect(kindsOf(views)).toEqual([
      'export-taken',
      'approval-opened',
      'approval-opened',
      'link-made',
      'sign-url-asked',
      'documents-opened',
      'flow-opened',
    ])
    expect(views[0]).toMatchObject({ userId: 'wangwu', taskId: null, detail: 'audit.csv' })
    expect(views.slice(1, 3).map(({ taskId }) => taskId)).toEqual([
      'PRO-SANDBOX-SIGNING',
      'PRO-SANDBOX-COMPLETED',
    ])
    expect(views[3]).toMatchObject({ taskId: 'PRO-SANDBOX-SIGNING', byLink: false })
    await doing.close()
  })
})

describe('a long file', () => {
  /** An endless list of openings, and a count of those read. */
  function endless(failsAt = Infinity) {
    const state = { read: 0, isLeft: false }
    async function* all(): AsyncGenerator<View> {
      try {
        for (; ; state.read += 1) {
          if (state.read === failsAt) throw new Error('the store is gone')
          const opened = { taskId: 'PRO-1', userId: 'lisi', name: '李四', at: state.read }
          yield { ...opened, kind: 'flow-opened', detail: null, title: null, byLink: false }
        }
      } finally {
        state.isLeft = true
      }
    }
    return { state, all }
  }

  async function ask(all: () => AsyncIterable<View>): Promise<Response> {
    const session = { corpId: 'c', userId: 'boss', name: '王五', unionId: null, sysLevel: 1 }
    const requireAdmin = () => ({ ...session, sessionId: 's', signedInAt: 0, expiresAt: Infinity })
    const list = () => Promise.reject(new Error('not asked for'))
    const views = { all, list, record: () => Promise.resolve('a cursor') }
    const parts = { roles: { requireAdmin }, views, now: () => 0 }
    return new Hono<AppEnv>().route('/', auditRoutes(parts)).request('/audit.csv')
  }

  it('is read from the store only as fast as the client takes it, and no longer than the client stays', async () => {
    const { state, all } = endless()
    const reader = (await ask(all)).body?.getReader()
    for (let part = 0; part < 10; part += 1) await reader?.read()
    expect(state.read).toBeLessThan(20)
    await reader?.cancel()
    expect(state.isLeft).toBe(true)
  })

  it('breaks off when the store fails, so that it is not taken as complete', async () => {
    const { all } = endless(5)
    await expect((await ask(all)).text()).rejects.toThrow('the store is gone')
  })
})

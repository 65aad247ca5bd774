import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { sandboxCorpId } from '#sandbox/played.ts'
import { companyName } from '#sandbox/seed/corps.ts'
import { listenToEvents } from '#proxy/features/live/testing/listen-to-events.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { createSessionEndStore } from './session-end-store.ts'

const minute = 60_000
const flow = '/api/flows/PRO-SANDBOX-COMPLETED'

let app: SandboxedProxy

let time = Date.now()
let url: string

beforeAll(async () => {
  const env = { ...internal, FLOW_ACCESS: 'participants' }
  app = await startSandboxedProxy(env, { now: () => time })
  url = await app.proxy.listen()
})

beforeEach(async () => {
  await app.control('POST', '/reset', {})
  // Makes earlier readings older than the next sign-in.
  time += minute
})

afterAll(() => app.close())

const change = (userId: string, fields: unknown) =>
  app.control('PATCH', `/corps/${sandboxCorpId}/people/${userId}`, fields)

async function role(): Promise<unknown> {
  return (await app.get('/api/session')).json()
}

const signOut = () => app.proxy.ask('/api/session', { method: 'DELETE' })

describe('after signing out', () => {
  it('the old cookie is refused on every path, and another device stays signed in', async () => {
    await app.signIn('wangwu')
    const other = app.proxy.cookie()
    await app.signIn('wangwu')
    const cookie = app.proxy.cookie()
    const read = async (asked = cookie) =>
      (await fetch(url + flow, { headers: { cookie: asked } })).status
    // The second answer comes from the cache.
    expect([await read(), await read()]).toEqual([200, 200])
    const subscription = await listenToEvents(`${url}/api/events`, { cookie })
    expect((await signOut()).status).toBe(204)
    expect(await read()).toBe(401)
    expect((await app.get('/api/session')).status).toBe(401)
    expect(await read(other)).toBe(200)
    await app.store.events.publish({
      type: 'flow-changed',
      corpId: sandboxCorpId,
      taskId: 'PRO-SANDBOX-COMPLETED',
    })
    expect(await subscription.ended).toBe(true)
    expect(subscription.events).toEqual([])
  })

  it('the session has also ended for a page of another corp', async () => {
    await app.signIn('wangwu')
    const headers = { 'x-corp-id': 'dingother' }
    await app.proxy.ask('/api/session', { method: 'DELETE', headers })
    expect((await app.get('/api/session')).status).toBe(401)
  })

  it('the record outlives a clock that was ahead, and is deleted when its time has come', async () => {
    await app.signIn('wangwu')
    await signOut()
    const { database, registry } = app.store
    const ends = createSessionEndStore(database)
    const kept = await ends.current(time)
    expect(kept).not.toEqual([])
    expect(await ends.current(time + 12 * 60 * minute)).toEqual([])
    expect(await ends.current(time)).toEqual(kept)
    await registry.retention.clear('ended-sessions', time + 12 * 60 * minute, 1000)
    expect(await ends.current(time)).toEqual([])
  })
})

describe('the role', () => {
  it('changes five minutes after it was changed in DingTalk', async () => {
    await app.signIn('wangwu')
    expect((await app.get('/api/corp')).status).toBe(200)
    await change('wangwu', { sysLevel: 0 })
    time += 5 * minute
    expect(await role()).toMatchObject({ role: 'member' })
    expect((await app.get('/api/corp')).status).toBe(403)
    expect((await app.get(flow)).status).toBe(403)
    await change('wangwu', { sysLevel: 2 })
    time += 5 * minute
    expect(await role()).toMatchObject({ role: 'admin' })
  })

  it("closes an administrator's event stream when it is lost", async () => {
    await app.signIn('wangwu')
    const subscription = await listenToEvents(`${url}${flow}/events`, {
      cookie: app.proxy.cookie(),
    })
    await change('wangwu', { sysLevel: 0 })
    time += 5 * minute
    await role()
    await app.store.events.publish({
      type: 'flow-changed',
      corpId: sandboxCorpId,
      taskId: 'PRO-SANDBOX-COMPLETED',
    })
    expect(await subscription.ended).toBe(true)
    expect(subscription.events).toEqual([])
  })

  it('is read once for simultaneous requests', async () => {
    await app.signIn('wangwu')
    time += 5 * minute
    await Promise.all(Array.from({ length: 20 }, () => app.get(flow)))
    const calls = await app.calls('/topapi/v2/user/get')
    expect(calls.filter(({ path }) => !path.includes('getuserinfo'))).toHaveLength(1)
  })

  it('lasts while DingTalk does not answer for a while', async () => {
    await app.signIn('wangwu')
    await app.control('POST', '/faults', { match: '/topapi/v2/user/get', status: 500 })
    time += 59 * minute
    expect(await role()).toMatchObject({ role: 'admin' })
    time += minute
    expect(await role()).toMatchObject({ role: 'member' })
  })
})

it("a session contains the organisation's name", async () => {
  await app.signIn('zhangsan')
  await vi.waitFor(async () => expect(await role()).toMatchObject({ corpName: companyName }))
})

it.each([`${flow}/documents/0/content`, '/api/flows/export.csv'])(
  'a person who left the corp gets no %s',
  async (path) => {
    await app.signIn('lisi')
    await app.control('DELETE', `/corps/${sandboxCorpId}/people/lisi`)
    time += 5 * minute
    expect((await app.get(path)).status).toBe(401)
  },
)

it('a person who left the corp is signed out', async () => {
  await app.signIn('zhangsan')
  const path = `${app.sandboxUrl}/_sandbox/corps/${sandboxCorpId}/people/zhangsan`
  expect((await fetch(path, { method: 'DELETE' })).status).toBe(204)
  time += 5 * minute
  expect((await app.get('/api/session')).status).toBe(401)
  await vi.waitFor(async () => {
    await setImmediate()
    expect((await app.get('/api/flows')).status).toBe(401)
  })
})

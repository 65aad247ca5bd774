import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { started } from '#proxy/base/store/testing/samples.ts'
import { internalApp, sandboxCorpId, secondCorpId } from '#sandbox/played.ts'
import { accessRequestListSchema } from '#shared/schemas/access-request.ts'
import type { CorpSettings } from '#shared/schemas/corp/corp-settings.ts'
import { flowViewsSchema } from '#shared/schemas/flow/flow-views.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { createCorpSettingsStore } from '#proxy/features/corp/corp-settings-store.ts'

const signing = 'PRO-SANDBOX-SIGNING'
const path = '/api/corp/settings'

let app: SandboxedProxy
let now: number

beforeEach(async () => {
  // 02:00 in Shanghai, 18:00 in London.
  now = Date.UTC(2026, 10, 26, 18)
  const env = { ...internal, DINGTALK_AGENT_ID: internalApp.agentId, QUIET_HOURS: '22-8' }
  app = await startSandboxedProxy(env, { now: () => now, monotonic: () => now })
})

afterEach(() => app.close())

describe("an organisation's time zone", () => {
  it("is set by its administrators, and is the server's until then", async () => {
    await app.signIn('wangwu')
    const usual = {
      defaultTimeZone: 'Asia/Shanghai',
      messageLanguage: 'zh',
      extraDays: { off: [], working: [] },
    }
    expect(await (await app.get(path)).json()).toEqual({ timeZone: null, ...usual })
    const timeZone = 'Europe/London'
    const set = await app.put(path, { timeZone })
    expect(set.status).toBe(200)
    expect(await set.json()).toEqual({ timeZone, ...usual })
    expect(await (await app.get(path)).json()).toEqual({ timeZone, ...usual })
    expect((await createCorpSettingsStore(app.store.database).of(secondCorpId)).timeZone).toBeNull()
    const { views } = flowViewsSchema.parse(await (await app.get('/api/audit')).json())
    expect(views).toMatchObject([{ kind: 'settings-changed', name: '王五', detail: timeZone }])
    await app.put(path, { timeZone: null })
    expect(await (await app.get(path)).json()).toEqual({ timeZone: null, ...usual })
    for (const wrong of ['Mars/Olympus', '', 7, undefined]) {
      const answer = await app.put(path, { timeZone: wrong })
      expect(answer.status, String(wrong)).toBe(400)
    }
    await app.signIn('zhangsan')
    expect((await app.get(path)).status).toBe(403)
    expect((await app.put(path, { timeZone })).status).toBe(403)
    expect(
      (await createCorpSettingsStore(app.store.database).of(sandboxCorpId)).timeZone,
    ).toBeNull()
  })

  it('has days off and working days beside the calendar, which terms are told', async () => {
    await app.signIn('wangwu')
    const first = { off: ['2027-02-05', '2027-02-08'], working: ['2027-02-06'] }
    const set = await app.put(path, { extraDays: first })
    expect(await set.json()).toMatchObject({ timeZone: null, extraDays: first })
    const second = { off: ['2027-02-05'], working: ['2027-02-06', '2027-02-07'] }
    await app.put(path, { extraDays: second })
    expect(await (await app.get(path)).json()).toMatchObject({ extraDays: second })
    const terms = await app.get('/api/flows/PRO-SANDBOX-COMPLETED/terms')
    expect(await terms.json()).toMatchObject({ ownDays: second })
    const { views } = flowViewsSchema.parse(await (await app.get('/api/audit')).json())
    expect(views.map(({ detail }) => detail)).toEqual(
      expect.arrayContaining([
        '+ 2027-02-05 off · + 2027-02-08 off · + 2027-02-06 working',
        '− 2027-02-08 off · + 2027-02-07 working',
      ]),
    )
    for (const wrong of [
      { off: ['2027-02-29'], working: [] },
      { off: ['2027-02-05'], working: ['2027-02-05'] },
      { off: ['2027-02-05', '2027-02-05'], working: [] },
      { off: [] },
    ]) {
      expect((await app.put(path, { extraDays: wrong })).status, JSON.stringify(wrong)).toBe(400)
    }
  })

  const messagesSchema = z.object({ messages: z.array(z.object({ msg: z.unknown() })) })

  async function sent(): Promise<string[]> {
    await app.proxy.sendDue()
    const { messages } = messagesSchema.parse(await app.control('GET', '/messages'))
    return messages.map(({ msg }) => JSON.stringify(msg))
  }

  async function askFor(userId: string): Promise<void> {
    await app.signIn(userId)
    await app.post(`/api/flows/${signing}/access-requests`)
  }

  /** Sets this as an administrator, and waits until the proxy has heard of it. */
  async function change(settings: Partial<CorpSettings>): Promise<void> {
    const heard = new Promise<void>((resolve) => {
      app.store.events.subscribe(({ type }) => {
        if (type === 'settings-changed') resolve()
      })
    })
    await app.put(path, settings)
    await heard
  }

  it('decides when it is night there, and which times messages contain', async () => {
    await app.restart({
      ...internal,
      DINGTALK_AGENT_ID: internalApp.agentId,
      QUIET_HOURS: '22-8',
      FLOW_ACCESS: 'participants',
    })
    await app.store.registry.flows.recordStart(
      sandboxCorpId,
      started(signing, { title: '办公设备采购合同', people: [], startedAt: now }),
    )
    await askFor('lisi')
    expect(await sent()).toEqual([])
    await app.signIn('wangwu')
    await change({ timeZone: 'Europe/London' })
    await askFor('qianqi')
    expect(await sent()).toMatchObject([expect.stringContaining('11月26日 18:00')])
    // 23:00 in London, 07:00 in Shanghai, where it is still night as well.
    now += 5 * 60 * 60_000
    await app.signIn('wangwu')
    await change({ timeZone: 'America/New_York', messageLanguage: 'both' })
    await app.signIn('zhangsan')
    const listed = await app.get('/api/access-requests')
    const { requests } = accessRequestListSchema.parse(await listed.json())
    const [asked] = requests.filter(({ name }) => name === '钱七')
    await app.post(`/api/access-requests/${asked?.id}/grant`)
    const all = await sent()
    expect(all).toHaveLength(2)
    expect(all.at(-1)).toContain('您可以查看合同了 · You may see a contract now')
    expect(all.at(-1)).toContain('11月26日 18:00 / Nov 26, 18:00')
  })
})

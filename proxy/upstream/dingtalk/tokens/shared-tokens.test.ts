import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { ProblemError } from '#proxy/base/problem.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { sandboxCorpId } from '#sandbox/played.ts'
import { internal, thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { startTestProxy } from '#proxy/testing/test-proxy.ts'
import { sharingTokens } from './shared-tokens.ts'

let store: Store
let fetches: number
const log = { warn: vi.fn() }

beforeEach(async () => {
  store = await openStore()
  fetches = 0
  log.warn.mockReset()
})

afterEach(() => store.close())

const instance = (secret?: string, tookMs?: number) => sharing(secret, tookMs).fetch

const refusal = new ProblemError('corp-not-allowed', 'no')

function fetchRefused(corpId: string) {
  const fetch = () => Promise.reject(refusal)
  return sharingTokens({ book: store.tokenBook, of: 'corp suite', secret: 's', fetch, log }).fetch(
    corpId,
  )
}

function sharing(secret = 'the secret of the suite', tookMs = 0) {
  const fetch = async () => {
    fetches += 1
    const value = `token-${fetches}`
    await sleep(tookMs)
    return { value, lifetimeMs: 7_200_000 }
  }
  return sharingTokens({ book: store.tokenBook, of: 'corp suite', secret, fetch, log })
}

describe("an organisation's token", () => {
  it('is fetched by one instance for all', async () => {
    const [one, other] = [instance(), instance()]
    const tokens = await Promise.all([one('dingcorp'), other('dingcorp'), other('dingother')])
    expect(new Set(tokens.map(({ value }) => value)).size).toBe(2)
    expect(tokens[0]?.value).toBe(tokens[1]?.value)
    expect(fetches).toBe(2)
    expect((await instance()('dingcorp')).value).toBe(tokens[0]?.value)
    expect(fetches).toBe(2)
  })

  it('is fetched by another instance within seconds when the first was killed', async () => {
    const killed = instance('the secret of the suite', 3_600_000)
    void killed('dingcorp')
    await vi.waitFor(() => expect(fetches).toBe(1))
    vi.spyOn(store.tokenBook, 'extend').mockResolvedValue()
    const started = performance.now()
    expect((await instance()('dingcorp')).value).toBe('token-2')
    expect(performance.now() - started).toBeLessThan(8_000)
  })

  it('is waited for while the call takes long', async () => {
    const slow = instance('the secret of the suite', 5_000)
    const first = slow('dingcorp')
    await vi.waitFor(() => expect(fetches).toBe(1))
    expect((await instance()('dingcorp')).value).toBe('token-1')
    expect((await first).value).toBe('token-1')
  })

  it('is fetched again once for all when it was refused', async () => {
    const [one, other] = [instance(), instance()]
    await Promise.all([one('dingcorp'), other('dingcorp')])
    expect((await one('dingcorp')).value).toBe('token-2')
    expect((await other('dingcorp')).value).toBe('token-2')
    expect(fetches).toBe(2)
  })

  it('is not fetched again by an instance that hears of a grant late', async () => {
    const [one, late] = [sharing(), sharing()]
    await one.fetch('dingcorp')
    await store.tokenBook.expire('corp suite dingcorp')
    one.forget('dingcorp')
    expect((await late.fetch('dingcorp')).value).toBe('token-2')
    late.forget('dingcorp')
    expect((await late.fetch('dingcorp')).value).toBe('token-2')
    expect((await one.fetch('dingcorp')).value).toBe('token-2')
  })

  it('is not shared when something was granted while it was fetched', async () => {
    const slow = sharing('the secret of the suite', 1_000)
    await slow.fetch('dingcorp')
    const fetching = slow.fetch('dingcorp')
    await vi.waitFor(() => expect(fetches).toBe(2))
    await store.tokenBook.expire('corp suite dingcorp')
    const [ours, theirs] = await Promise.all([fetching, instance()('dingcorp')])
    expect([ours.value, theirs.value]).toEqual(['token-2', 'token-3'])
    expect((await instance()('dingcorp')).value).toBe('token-3')
  })

  it('is encrypted in the database, and unreadable with another secret', async () => {
    await instance()('dingcorp')
    const taken = await store.tokenBook.take('corp suite dingcorp', 0, 0)
    expect(JSON.stringify(taken)).not.toContain('token-1')
    expect((await instance('another secret')('dingcorp')).value).toBe('token-2')
  })

  it('is tried by the next instance at once when it could not be fetched', async () => {
    await expect(fetchRefused('dingcorp')).rejects.toBe(refusal)
    expect((await instance()('dingcorp')).value).toBe('token-1')
  })

  it('leaves nothing in the database when it could not be fetched', async () => {
    await expect(fetchRefused('made up')).rejects.toBe(refusal)
    const { retention } = store.registry
    expect(await retention.clear('never-fetched-tokens', Number.MAX_SAFE_INTEGER, 10)).toBe(0)
  })

  it('stays when an instance with another secret could not fetch one', async () => {
    await instance()('dingcorp')
    await expect(fetchRefused('dingcorp')).rejects.toBe(refusal)
    expect((await instance()('dingcorp')).value).toBe('token-1')
  })

  it('is fetched by each instance when the store does not answer', async () => {
    await store.close()
    expect((await instance()('dingcorp')).value).toBe('token-1')
    expect(log.warn).toHaveBeenCalledTimes(1)
  })
})

it("an internal app's token is fetched by one instance for all", async () => {
  const one = await startSandboxedProxy(internal, { store, isAlone: false })
  const other = await startTestProxy(one.sandboxUrl, internal, { store })
  const codes = ['zhangsan', 'lisi'].map((userId) =>
    one.control('POST', '/auth-codes', { userId, corpId: sandboxCorpId }),
  )
  const [first, second] = z.array(z.object({ code: z.string() })).parse(await Promise.all(codes))
  const corpId = sandboxCorpId
  const answers = await Promise.all([
    one.proxy.signIn({ authCode: first?.code, corpId }),
    other.signIn({ authCode: second?.code, corpId }),
  ])
  expect(answers.map(({ status }) => status)).toEqual([201, 201])
  expect(await one.calls('/oauth2/accessToken')).toHaveLength(1)
  await other.close()
  await one.close()
})

it('a new token is fetched once for all instances after a grant, whenever each hears of it', async () => {
  const one = await startSandboxedProxy(thirdParty, { store, isAlone: false })
  // It has no cached token, like an instance that has just started.
  const other = await startTestProxy(one.sandboxUrl, thirdParty, { store, isAlone: false })
  const asked = async () => (await one.calls('/corpAccessToken')).length
  one.proxy.hearEvents()
  await one.signIn('zhangsan')
  expect(await asked()).toBe(1)
  const renewed = new Promise<void>((resolve) => {
    store.events.subscribe((event) => {
      if (event.type === 'corp-status' && event.isRenewed) resolve()
    })
  })
  await one.control('POST', `/corps/${sandboxCorpId}/life`, { what: 'change' })
  await renewed
  const { code } = z
    .object({ code: z.string() })
    .parse(await one.control('POST', '/auth-codes', { userId: 'lisi', corpId: sandboxCorpId }))
  expect((await other.signIn({ authCode: code, corpId: sandboxCorpId })).status).toBe(201)
  expect(await asked()).toBe(2)
  await one.signIn('zhangsan')
  expect(await asked()).toBe(2)
  await other.close()
  await one.close()
})

it('a refused organisation costs the database nothing for a while', async () => {
  const running = await startSandboxedProxy(thirdParty, { store, isAlone: false })
  const take = vi.spyOn(store.tokenBook, 'take')
  for (const authCode of ['one', 'two', 'three']) {
    const refused = await running.proxy.signIn({ authCode, corpId: 'dingmadeup' })
    expect(await refused.json()).toMatchObject({ code: 'corp-not-allowed' })
  }
  expect(take).toHaveBeenCalledTimes(1)
  await running.close()
})

describe('the unified call', () => {
  const unified = { ...thirdParty, DINGTALK_TOKEN: 'unified', DINGTALK_SUITE_TICKET: '' }

  it('needs no suite ticket', async () => {
    const running = await startSandboxedProxy(unified)
    await running.signIn('zhangsan')
    expect((await running.calls('/token')).length).toBe(1)
    expect(await running.calls('/corpAccessToken')).toEqual([])
    await running.close()
  })

  it('reports, without a suite ticket, that an organisation has not authorised the app', async () => {
    const running = await startSandboxedProxy(unified)
    running.proxy.hearEvents()
    await running.control('POST', '/corps', { corpId: 'dingoutside' })
    const visit = async () => {
      const issued = await running.control('POST', '/auth-codes', {
        userId: 'member',
        corpId: 'dingoutside',
      })
      const { code } = z.object({ code: z.string() }).parse(issued)
      return running.proxy.signIn({ authCode: code, corpId: 'dingoutside' })
    }
    for (let visits = 0; visits < 3; visits += 1) {
      const refused = await visit()
      expect(refused.status).toBe(403)
      expect(await refused.json()).toMatchObject({ code: 'corp-not-allowed' })
    }
    expect(await running.calls('/dingoutside/token')).toHaveLength(1)
    await running.control('POST', '/corps/dingoutside/life', { what: 'authorise' })
    await vi.waitFor(async () => expect((await visit()).status).toBe(201))
    await running.close()
  })

  it('leaves it to the other call to report that there is no such organisation, once', async () => {
    const running = await startSandboxedProxy({ ...thirdParty, DINGTALK_TOKEN: 'unified' })
    for (const authCode of ['one', 'two', 'three']) {
      const refused = await running.proxy.signIn({ authCode, corpId: 'dingmadeup' })
      expect(refused.status).toBe(403)
      expect(await refused.json()).toMatchObject({ code: 'corp-not-allowed' })
    }
    expect(await running.calls('/dingmadeup/token')).toHaveLength(2)
    expect(await running.calls('/corpAccessToken')).toHaveLength(1)
    // It stays the call in use.
    await running.signIn('zhangsan')
    expect(await running.calls('/corpAccessToken')).toHaveLength(1)
    await running.close()
  })

  it('is replaced by the other call when DingTalk refuses it, which is logged once', async () => {
    const running = await startSandboxedProxy({ ...thirdParty, DINGTALK_TOKEN: 'unified' })
    const fault = {
      match: '/v1.0/oauth2/ding',
      status: 400,
      body: { code: 'unsupported.grant.type' },
    }
    await running.control('POST', '/faults', fault)
    await running.signIn('zhangsan')
    await running.signIn('zhoujiu', 'dingsandbox8a6d0c4e2f7b9135')
    expect((await running.calls('/token')).length).toBe(1)
    const said = running.proxy.logLines().filter(({ msg }) => String(msg).includes('=unified'))
    expect(said).toHaveLength(1)
    await running.close()
  })
})

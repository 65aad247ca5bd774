import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createListeners, type StoreEvent } from '#proxy/base/store/events.ts'
import type { Grant } from '#proxy/base/store/flows/access-store.ts'
import type { Involvement } from '#proxy/base/store/flows/flow-types.ts'
import { createRoles } from '#proxy/features/session/roles.ts'
import { createFlowAccess } from './flow-access.ts'
import { createFlowLinks } from './flow-links.ts'

let now = 1_700_000_000_000
const hour = 3_600_000
const secrets = ['an-example-secret-of-at-least-32-bytes']
const links = createFlowLinks({ secrets, publicUrl: 'https://app.example', now: () => now })
const lisi = { corpId: 'c', userId: 'lisi', sysLevel: 0 }
const qianqi = { corpId: 'c', userId: 'qianqi', sysLevel: 0 }
const admin = { corpId: 'c', userId: 'wangwu', sysLevel: 1 }

const person: Involvement = { isPerson: true, isApprover: null, grantedUntil: null, openings: [] }

function linkTo(taskId: string, until = now + hour): string {
  return new URL(links.create('c', taskId, until).url).searchParams.get('access') ?? ''
}

/** A store in which 李四 is a person of PRO-1, with spies. */
function play() {
  const grants: Grant[] = []
  const book = {
    involvementOf: vi.fn((corpId: string, taskId: string, userId: string): Promise<Involvement> => {
      const held = grants.filter((grant) => grant.taskId === taskId && grant.userId === userId)
      const isPerson = corpId === 'c' && taskId === 'PRO-1' && userId === 'lisi'
      return Promise.resolve({
        isPerson,
        isApprover: null,
        grantedUntil: held.at(-1)?.until ?? null,
        openings: [],
      })
    }),
    grant: vi.fn((grant: Grant) => Promise.resolve(void grants.push(grant))),
  }
  const events = createListeners(() => {})
  const log = { warn: vi.fn() }
  const parts = {
    roles: createRoles({ adminUserIds: new Set(['boss']), operatorUserIds: new Set() }),
    links,
    book,
    events,
    log,
    now: () => now,
    monotonic: () => now,
  }
  const access = createFlowAccess({ mode: 'participants', ...parts })
  const openAccess = createFlowAccess({ mode: 'corp', ...parts })
  return { access, openAccess, book, events, log }
}

let played: ReturnType<typeof play>

beforeEach(() => {
  now = 1_700_000_000_000
  played = play()
})

afterEach(() => vi.useRealTimers())

describe('a flow is shown to', () => {
  it('admins, by DingTalk or by the settings, without asking the store', async () => {
    const { access, book } = played
    expect(await access.require(admin, 'PRO-1')).toEqual({ linkUntil: null })
    expect(await access.require({ ...qianqi, userId: 'boss' }, 'PRO-1')).toEqual({
      linkUntil: null,
    })
    expect(book.involvementOf).not.toHaveBeenCalled()
  })

  it('its people, and nobody else', async () => {
    const { access } = played
    expect(await access.require(lisi, 'PRO-1')).toEqual({ linkUntil: null })
    const forbidden = { code: 'flow-forbidden', status: 403 }
    await expect(access.require(qianqi, 'PRO-1')).rejects.toMatchObject(forbidden)
    await expect(access.require(lisi, 'PRO-2')).rejects.toMatchObject(forbidden)
    await expect(access.require({ ...lisi, corpId: 'd' }, 'PRO-1')).rejects.toMatchObject(forbidden)
  })

  it('everybody in the corp if the setting says so', async () => {
    const { openAccess, book } = played
    expect(await openAccess.require(qianqi, 'PRO-1', 'whatever')).toEqual({ linkUntil: null })
    expect(book.involvementOf).not.toHaveBeenCalled()
  })
})

describe('a signed link', () => {
  it('grants access, and is remembered', async () => {
    const { access, book } = played
    const until = now + hour
    expect(await access.require(qianqi, 'PRO-1', linkTo('PRO-1'))).toEqual({ linkUntil: until })
    expect(await access.require(qianqi, 'PRO-1')).toEqual({ linkUntil: until })
    expect(book.grant.mock.calls).toEqual([
      [{ corpId: 'c', taskId: 'PRO-1', userId: 'qianqi', until }],
    ])
    await expect(access.require(qianqi, 'PRO-2')).rejects.toMatchObject({ code: 'flow-forbidden' })
  })

  it('is stored once, and again only when another one lasts longer', async () => {
    const { access, book } = played
    for (const lasts of [hour, hour, 2 * hour, hour])
      await access.require(qianqi, 'PRO-1', linkTo('PRO-1', now + lasts))
    expect(book.grant).toHaveBeenCalledTimes(2)
    expect(await access.require(qianqi, 'PRO-1')).toEqual({ linkUntil: now + 2 * hour })
  })

  it('lets in once it is remembered, and is asked for once in five seconds', async () => {
    const { access, book } = played
    let store = () => {}
    const stored = new Promise<undefined>((resolve) => (store = () => resolve(undefined)))
    book.grant.mockReturnValueOnce(stored)
    const entered = vi.fn()
    const entering = access.require(qianqi, 'PRO-1', linkTo('PRO-1')).then(entered)
    await vi.waitFor(() => expect(book.grant).toHaveBeenCalled())
    expect(entered).not.toHaveBeenCalled()
    store()
    await entering
    const granted = { ...person, isPerson: false, grantedUntil: now + hour }
    book.involvementOf.mockReset().mockResolvedValue(granted)
    await access.require(qianqi, 'PRO-1')
    await access.require(qianqi, 'PRO-1')
    expect(book.involvementOf).toHaveBeenCalledTimes(1)
  })

  it('ends the access that it granted', async () => {
    const { access } = played
    await access.require(qianqi, 'PRO-1', linkTo('PRO-1'))
    now += hour
    await expect(access.require(qianqi, 'PRO-1')).rejects.toMatchObject({ code: 'flow-forbidden' })
  })

  it('that is invalid is reported only to people without another right', async () => {
    const { access } = played
    const over = linkTo('PRO-1', now + 1000)
    now += 1000
    for (const link of [over, linkTo('PRO-2'), 'nonsense', '']) {
      await expect(access.require(qianqi, 'PRO-1', link)).rejects.toMatchObject({
        code: 'link-invalid',
        status: 403,
      })
      expect(await access.require(lisi, 'PRO-1', link)).toEqual({ linkUntil: null })
      expect(await access.require(admin, 'PRO-1', link)).toEqual({ linkUntil: null })
    }
  })

  it('is not stored for people who need none', async () => {
    const { access, book } = played
    expect(await access.require(lisi, 'PRO-1', linkTo('PRO-1'))).toEqual({ linkUntil: null })
    expect(book.grant).not.toHaveBeenCalled()
  })
})

describe('the store', () => {
  it('is asked once in five seconds, also for simultaneous requests', async () => {
    const { access, book } = played
    await Promise.all([access.require(lisi, 'PRO-1'), access.require(lisi, 'PRO-1')])
    now += 4999
    await access.require(lisi, 'PRO-1')
    expect(book.involvementOf).toHaveBeenCalledTimes(1)
    now += 1
    await access.require(lisi, 'PRO-1')
    expect(book.involvementOf).toHaveBeenCalledTimes(2)
  })

  it('is not asked when the right is already known, and is asked when it is not', async () => {
    const { access, book } = played
    await access.require(qianqi, 'PRO-1', undefined, Promise.resolve(person))
    expect(book.involvementOf).not.toHaveBeenCalled()
    await access.require(lisi, 'PRO-1', undefined, Promise.resolve(null))
    const nobody = Promise.resolve({ ...person, isPerson: false })
    await expect(access.require(qianqi, 'PRO-3', undefined, nobody)).rejects.toMatchObject({
      code: 'flow-forbidden',
    })
    expect(book.involvementOf.mock.calls.map(([, taskId]) => taskId)).toEqual(['PRO-1', 'PRO-3'])
  })

  const changed = (taskId: string) => ({ type: 'flow-changed', corpId: 'c', taskId }) as const

  it.each<[string, StoreEvent]>([
    ['the flow changes', changed('PRO-1')],
    ['changes may have been missed', { type: 'gap' }],
  ])('is asked again when %s', async (_what, event) => {
    const { access, book, events } = played
    const grantAccess = async () =>
      expect(await access.require(lisi, 'PRO-1')).toEqual({ linkUntil: null })
    await grantAccess()
    book.involvementOf.mockResolvedValue({ ...person, isPerson: false })
    await grantAccess()
    events.dispatch(changed('PRO-4'))
    await grantAccess()
    events.dispatch(event)
    await expect(access.require(lisi, 'PRO-1')).rejects.toMatchObject({ code: 'flow-forbidden' })
  })

  it('is asked by everybody who was refused, as the event of a new right may be late', async () => {
    const { access, book } = played
    expect(await access.maySee(qianqi, 'PRO-3')).toBe(false)
    book.involvementOf.mockResolvedValue(person)
    expect(await access.maySee(qianqi, 'PRO-3')).toBe(true)
  })

  it('is asked again by a person whose question joined one that was refused', async () => {
    const { access, book } = played
    book.involvementOf.mockResolvedValueOnce({ ...person, isPerson: false })
    book.involvementOf.mockResolvedValue(person)
    const both = [access.maySee(qianqi, 'PRO-3'), access.maySee(qianqi, 'PRO-3')]
    expect(await Promise.all(both)).toEqual([false, true])
  })

  it('keeps members out when it fails, but neither admins nor holders of a link', async () => {
    const { access, book, log } = played
    book.involvementOf.mockRejectedValue(new Error('disk full'))
    book.grant.mockRejectedValue(new Error('disk full'))
    await expect(access.require(lisi, 'PRO-1')).rejects.toMatchObject({
      code: 'store-unavailable',
      status: 503,
    })
    await expect(access.maySee(lisi, 'PRO-1')).rejects.toMatchObject({ code: 'store-unavailable' })
    expect(await access.require(admin, 'PRO-1')).toEqual({ linkUntil: null })
    const link = linkTo('PRO-1')
    expect(await access.require(qianqi, 'PRO-1', link)).toEqual({ linkUntil: now + hour })
    await vi.waitFor(() =>
      expect(log.warn).toHaveBeenCalledWith(
        expect.objectContaining({ corpId: 'c', taskId: 'PRO-1', userId: 'qianqi' }),
        'use of a signed link not stored',
      ),
    )
    book.involvementOf.mockResolvedValue(person)
    expect(await access.require(lisi, 'PRO-1')).toEqual({ linkUntil: null })
  })

  it('is waited for one second, and ten while it starts', async () => {
    vi.useFakeTimers()
    const { access, book } = played
    const waits = async () => {
      const started = Date.now()
      const code = access.require(lisi, 'PRO-1').catch((error: { code: string }) => error.code)
      await vi.runAllTimersAsync()
      expect(await code).toBe('store-unavailable')
      return Date.now() - started
    }
    book.involvementOf.mockReturnValue(new Promise(() => {}))
    expect(await waits()).toBe(10_000)
    book.involvementOf.mockResolvedValueOnce(person)
    await access.require(lisi, 'PRO-1')
    now += 10_000
    expect(await waits()).toBe(1000)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('delays a holder of a link by at most a second when it hangs', async () => {
    vi.useFakeTimers()
    const { access, book } = played
    book.involvementOf.mockReturnValue(new Promise(() => {}))
    book.grant.mockReturnValue(new Promise(() => {}))
    const entered = access.require(qianqi, 'PRO-1', linkTo('PRO-1'))
    await vi.advanceTimersByTimeAsync(1000)
    expect(await entered).toEqual({ linkUntil: now + hour })
    await vi.runAllTimersAsync()
  })
})

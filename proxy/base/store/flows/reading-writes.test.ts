import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { recordings } from '#proxy/base/store/testing/recording.ts'
import { newCorp, person, reading, started } from '#proxy/base/store/testing/samples.ts'
import type { Store } from '#proxy/base/store/store.ts'

let store: Store
let statements = 0

beforeAll(async () => {
  const opened = await openStore({ observe: () => (statements += 1) })
  const plan = { put: [], cancel: [{ kind: 'news', exceptKeys: ['kept'] }] }
  store = { ...opened, ...opened.heardBy({ planners: [() => plan], turnsBy: 'todo' }) }
})

afterAll(() => store.close())

const signer = { name: '李四', isWaitedFor: true }
const step = reading('PRO-1').nextStep
const finishedStages = [{ kind: 'signature', tookMs: 5 }] as const

it('takes one statement to store a reading that has no news, or a new flow', async () => {
  const { flows } = store.registry
  const corp = newCorp()
  for (const readAt of [100, 200, 300]) {
    const begun = await flows.beginReading(corp, 'PRO-1')
    statements = 0
    const update = { readAt, signers: [signer], finishedStages, ...begun }
    expect(await flows.recordReading(corp, reading('PRO-1', update))).toBe(true)
    expect(statements).toBe(1)
  }
})

it('stores a reading of a flow that has changed since it began', async () => {
  const { flows, registrations } = store.registry
  const corp = newCorp()
  const lisi = person('lisi', '李四')
  for (const begunAt of ['before', 'after'] as const) {
    const task = `PRO-${begunAt}`
    const early = await flows.beginReading(corp, task)
    await flows.recordStart(corp, started(task, { people: [lisi] }))
    const late = await flows.beginReading(corp, task)
    const registered = { taskId: task, title: null, deadline: 9, initiatorUserId: 'zhangsan' }
    const at = { signedAt: 60, at: 60 }
    await registrations.record(corp, { ...registered, ...at, people: [person('wangwu', '王五')] })
    const begun = begunAt === 'before' ? early : late
    const update = reading(task, { signers: [signer], ...begun })
    expect(await flows.recordReading(corp, update)).toBe(true)
    const people = await flows.peopleOf(corp, task)
    expect(people.map(({ userId, isWaitedFor }) => [userId, isWaitedFor])).toEqual([
      ['lisi', true],
      ['wangwu', false],
    ])
    expect(await flows.find(corp, task)).toMatchObject({ deadline: 9, confirmedAt: 100 })
  }
})

describe.each(recordings)('a reading %s', (_way, recording) => {
  const registry = () => ({ ...store.registry, flows: recording(store.registry.flows) })

  it('keeps the people of a start that was stored while the reading was being written', async () => {
    const { flows } = registry()
    const corp = newCorp()
    const lisi = person('lisi', '李四')
    // Start and reading are stored in either order.
    await Promise.all(
      Array.from({ length: 10 }, (_, flow) => [
        flows.recordReading(corp, reading(`PRO-${flow}`, { signers: [signer] })),
        flows.recordStart(corp, started(`PRO-${flow}`, { people: [lisi] })),
      ]).flat(),
    )
    const found = Array.from({ length: 10 }, (_, flow) => flows.peopleOf(corp, `PRO-${flow}`))
    for (const people of await Promise.all(found))
      expect(people).toMatchObject([{ userId: 'lisi', name: '李四' }])
  })

  it('finds a flow by a title and signers that only a later reading has', async () => {
    const { flows } = registry()
    const corp = newCorp()
    const find = async (q: string) => {
      const query = { scope: 'corp', userId: 'lisi', at: 0, q, limit: 10 } as const
      return (await flows.list(corp, query)).items.length
    }
    await flows.recordReading(corp, reading('PRO-1', { title: null, signers: null }))
    expect(await find('劳动')).toBe(0)
    await flows.recordReading(corp, reading('PRO-1', { readAt: 200, signers: [signer] }))
    expect(await find('劳动')).toBe(1)
    expect(await find('李四')).toBe(1)
    expect(await find('云帆')).toBe(1)
    await flows.recordReading(corp, reading('PRO-1', { readAt: 300, title: null, signers: null }))
    expect(await find('劳动')).toBe(1)
  })

  it('stores texts without the characters that Postgres refuses, and keeps backslashes', async () => {
    const { flows } = registry()
    const corp = newCorp()
    const title = 'a\0b\uD800c \\u0000 \\ud800'
    await flows.recordReading(
      corp,
      reading('PRO-1', { title, signers: [{ ...signer, name: title }] }),
    )
    const stored = 'ab\uFFFDc \\u0000 \\ud800'
    expect(await flows.find(corp, 'PRO-1')).toMatchObject({ title: stored })
    expect(await flows.peopleOf(corp, 'PRO-1')).toMatchObject([{ name: stored }])
  })

  it('keeps the next step and the turns if a reading lacks them, unless something happened', async () => {
    const { flows } = registry()
    const corp = newCorp()
    const task = 'PRO-1'
    const unknown = { ...step, kind: 'signing-unknown-who' as const, people: [] }
    const read = async (facts: Parameters<typeof reading>[1]) => {
      await flows.recordReading(corp, reading(task, facts))
      const [flow, people] = await Promise.all([flows.find(corp, task), flows.peopleOf(corp, task)])
      return { ...flow, due: people.filter(({ isWaitedFor }) => isWaitedFor).length }
    }
    const lacking = {
      nextStep: unknown,
      isWhole: false,
      signers: [{ ...signer, isWaitedFor: false }],
    }
    // Nothing better is known at this point.
    expect(await read({ ...lacking, readAt: 50 })).toMatchObject({ nextStep: unknown, due: 0 })
    await read({ nextStep: step, signers: [signer], readAt: 100, lastLogAt: 90 })
    const kept = await read({ ...lacking, readAt: 200, lastLogAt: 90 })
    expect(kept).toMatchObject({ nextStep: step, due: 1, confirmedAt: 200 })
    // e签宝's clock may be behind ours.
    const moved = await read({ ...lacking, readAt: 300, lastLogAt: 95 })
    expect(moved).toMatchObject({ nextStep: unknown, due: 0 })
    await read({ nextStep: step, signers: [signer], readAt: 400, lastLogAt: 95 })
    const unread = { nextStep: unknown, isWhole: false, signers: null }
    expect(await read({ ...unread, readAt: 410, lastLogAt: 95 })).toMatchObject({ due: 1 })
    const bySomebody = { by: null, at: 97, endsAll: false }
    const unclear = await read({ ...unread, readAt: 420, lastLogAt: 97, acts: [bySomebody] })
    expect(unclear).toMatchObject({ due: 0 })
    await read({ nextStep: step, signers: [signer], readAt: 430, lastLogAt: 97 })
    const revoked = { ...unknown, kind: 'revoked' as const }
    const over = await read({ ...lacking, status: 'revoked', nextStep: revoked, readAt: 500 })
    expect(over).toMatchObject({ status: 'revoked', nextStep: revoked, due: 0 })
  })

  it('ends only the turns of signers who have acted since, if signers cannot be read', async () => {
    const { flows } = registry()
    const corp = newCorp()
    const people = ['李四', '王五', '赵六'].map((name) => ({ ...signer, name, isWaitedFor: true }))
    const acts = (...by: string[]) => by.map((name) => ({ by: name, at: 97, endsAll: false }))
    const old = { by: '王五', at: 90, endsAll: false }
    const refusal = { by: '李四', at: 97, endsAll: true }
    for (const [task, done, due] of [
      ['PRO-1', [...acts('李四'), old], ['王五', '赵六']],
      ['PRO-2', acts('李四', '赵六'), ['王五']],
      ['PRO-3', acts('somebody else'), []],
      ['PRO-4', [refusal], []],
    ] as const) {
      const first = { nextStep: step, signers: people, readAt: 100, lastLogAt: 95 }
      await flows.recordReading(corp, reading(task, first))
      const sealed = { ...step, kind: 'waiting-for-seal-approval' as const }
      const partial = {
        nextStep: sealed,
        isWhole: false,
        signers: null,
        readAt: 200,
        lastLogAt: 97,
      }
      await flows.recordReading(corp, reading(task, { ...partial, acts: done }))
      const known = await flows.peopleOf(corp, task)
      expect(known.flatMap(({ name, isWaitedFor }) => (isWaitedFor ? [name] : []))).toEqual(due)
      // Signers may be waited for at the same time as the approval.
      const kind = 'signing-unknown-who'
      expect(await flows.find(corp, task)).toMatchObject({ nextStep: { kind, people: [] } })
    }
  })
})

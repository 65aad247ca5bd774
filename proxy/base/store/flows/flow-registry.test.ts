import { beforeEach, describe, expect, it } from 'vitest'
import type { FlowStore } from './flow-types.ts'
import type { RegisteredFlowStore } from './registered-flow-store.ts'
import { recordings } from '#proxy/base/store/testing/recording.ts'
import { newCorp, person, reading, started } from '#proxy/base/store/testing/samples.ts'
import { withStore } from '#proxy/base/store/testing/with-store.ts'

describe.each(recordings)('flows, with readings %s,', (_way, recording) => {
  let flows: FlowStore

  let corp: string

  let registrations: RegisteredFlowStore

  withStore((store) => {
    flows = recording(store.registry.flows)
    registrations = store.registry.registrations
  })

  async function begin() {
    const first = await flows.beginReading(corp, 'PRO-1')
    return [first, await flows.beginReading(corp, 'PRO-1')] as const
  }

  beforeEach(() => {
    corp = newCorp()
  })

  it('are not found when they were never seen', async () => {
    expect(await flows.find(corp, 'PRO-1')).toBeNull()
    expect(await flows.peopleOf(corp, 'PRO-1')).toEqual([])
    expect(await flows.corpsOf('PRO-0')).toEqual([])
  })

  it('are stored as upstream describes them', async () => {
    const facts = reading('PRO-1', { status: 'unknown', statusCode: '7', createdAt: null })
    await flows.recordReading(corp, facts)
    expect(await flows.find(corp, 'PRO-1')).toEqual({
      taskId: 'PRO-1',
      title: '劳动合同',
      status: 'unknown',
      statusCode: '7',
      initiator: { userId: null, name: '张三', organization: '云帆科技' },
      deadline: null,
      nextStep: facts.nextStep,
      signed: null,
      createdAt: null,
      firstSeenAt: 100,
      lastLogAt: facts.lastLogAt,
      confirmedAt: 100,
      startedHere: false,
    })
  })

  it("are found by their start's reference, before and after they are read", async () => {
    const reference = `reference of ${corp}`
    await flows.recordReading(corp, reading('PRO-1', { status: 'draft' }))
    expect(await flows.findStarted(reference)).toBeNull()
    await flows.recordStart(corp, started('PRO-1', { reference }))
    await flows.recordStart(corp, started('PRO-2'))
    expect(await flows.findStarted(reference)).toEqual({
      corpId: corp,
      taskId: 'PRO-1',
      status: 'draft',
    })
    await flows.recordReading(corp, reading('PRO-1', { status: 'completed', readAt: 200 }))
    expect(await flows.findStarted(reference)).toMatchObject({ status: 'completed' })
  })

  it('take a later reading, even by a clock that is behind', async () => {
    const [earlier, later] = await begin()
    await flows.recordReading(corp, reading('PRO-1', { readAt: 200, ...earlier }))
    const done = reading('PRO-1', { status: 'completed', readAt: 100, ...later })
    expect(await flows.recordReading(corp, done)).toBe(true)
    expect(await flows.find(corp, 'PRO-1')).toMatchObject({ status: 'completed', confirmedAt: 100 })
  })

  it('take a later reading, and keep what it leaves out', async () => {
    await flows.recordReading(corp, reading('PRO-1'))
    const later = { status: 'completed', statusCode: 2, readAt: 200, title: null } as const
    const nobody = { name: null, organization: null }
    await flows.recordReading(corp, reading('PRO-1', { ...later, initiator: nobody }))
    expect(await flows.find(corp, 'PRO-1')).toMatchObject({
      title: '劳动合同',
      status: 'completed',
      statusCode: 2,
      initiator: { name: '张三', organization: '云帆科技' },
      firstSeenAt: 100,
      confirmedAt: 200,
    })
  })

  it('ignore an earlier reading that arrives late', async () => {
    const late = [{ name: '李四', isWaitedFor: true }]
    const [earlier, later] = await begin()
    expect(later.order).toBeGreaterThan(earlier.order)
    const done = reading('PRO-1', { status: 'completed', readAt: 200, ...later })
    expect(await flows.recordReading(corp, done)).toBe(true)
    // One from a clock that is ahead, one without a number.
    for (const begun of [earlier, { order: null }]) {
      const old = reading('PRO-1', { readAt: 300, signers: late, ...begun })
      expect(await flows.recordReading(corp, old)).toBe(false)
    }
    expect(await flows.find(corp, 'PRO-1')).toMatchObject({ status: 'completed' })
    expect(await flows.peopleOf(corp, 'PRO-1')).toEqual([])
  })

  it('have the latest of many simultaneous readings', async () => {
    const times = Array.from({ length: 20 }, (_, index) => 100 + ((index * 7) % 20))
    await Promise.all(
      times.map((readAt) => {
        const signers = [{ name: `签署人${readAt}`, isWaitedFor: true }]
        return flows.recordReading(corp, reading('PRO-1', { readAt, signers }))
      }),
    )
    expect((await flows.find(corp, 'PRO-1'))?.confirmedAt).toBe(119)
    expect((await flows.peopleOf(corp, 'PRO-1')).map(({ name }) => name)).toEqual(['签署人119'])
  })

  it('belong to their corp', async () => {
    await flows.recordReading(corp, reading('PRO-1'))
    const other = newCorp()
    await flows.recordReading(other, reading('PRO-1', { title: '另一份' }))
    expect((await flows.find(corp, 'PRO-1'))?.title).toBe('劳动合同')
    expect((await flows.find(other, 'PRO-1'))?.title).toBe('另一份')
    expect(await flows.corpsOf('PRO-1')).toEqual(expect.arrayContaining([corp, other]))
  })

  it('that were registered with a corp and never read there are not its own, if others have them', async () => {
    const [registered, reader, starter] = [newCorp(), newCorp(), newCorp()]
    const rest = { title: null, deadline: null, initiatorUserId: null, people: null } as const
    for (const taskId of ['PRO-R1', 'PRO-R2'])
      await registrations.record(registered, {
        ...rest,
        taskId,
        signedAt: 1,
        at: 1,
      })
    // A notice may be what it is first read for.
    expect(await flows.corpsOf('PRO-R1')).toEqual([registered])
    await flows.recordReading(reader, reading('PRO-R1'))
    await flows.recordStart(starter, started('PRO-R2'))
    expect(await flows.corpsOf('PRO-R1')).toEqual([reader])
    expect(await flows.corpsOf('PRO-R2')).toEqual([starter])
    // It stayed unknown to e签宝.
    await flows.recordReading(registered, reading('PRO-R1', { status: 'deleted' }))
    expect(await flows.corpsOf('PRO-R1')).toEqual([reader])
    await flows.recordReading(registered, reading('PRO-R2'))
    expect(new Set(await flows.corpsOf('PRO-R2'))).toEqual(new Set([registered, starter]))
  })

  it('started here have their people before upstream was read', async () => {
    const people = [
      person('lisi', '李四', { order: 1, requirement: 'face' }),
      person(null, '孙八', { account: '13800000000', order: 2 }),
      person('wangwu', '王五', { role: 'cc', order: null }),
    ]
    await flows.recordStart(corp, started('PRO-1', { people, deadline: 900 }))
    expect(await flows.find(corp, 'PRO-1')).toMatchObject({
      title: '采购合同',
      initiator: { userId: 'zhangsan', name: '张三', organization: '云帆科技' },
      deadline: 900,
      nextStep: null,
      createdAt: 50,
      firstSeenAt: 50,
      confirmedAt: null,
      startedHere: true,
    })
    expect(await flows.peopleOf(corp, 'PRO-1')).toEqual(
      people.map((one) => ({ ...one, isWaitedFor: false })),
    )
  })

  it.each([
    ['before they are read', true],
    ['after they were read', false],
  ])("started here keep their signers' user ids, noted %s", async (_when, startFirst) => {
    const people = [person('lisi', '李四'), person('wangwu', '王五', { role: 'cc' })]
    const signers = [
      { name: '李四', isWaitedFor: true },
      { name: '外人', isWaitedFor: false },
    ]
    const record = [
      () => flows.recordStart(corp, started('PRO-1', { people, title: null })),
      () => flows.recordReading(corp, reading('PRO-1', { signers })),
    ]
    for (const step of startFirst ? record : record.toReversed()) await step()
    expect(await flows.find(corp, 'PRO-1')).toMatchObject({
      title: '劳动合同',
      status: 'signing',
      confirmedAt: 100,
      startedHere: true,
      initiator: { userId: 'zhangsan' },
    })
    expect(await flows.peopleOf(corp, 'PRO-1')).toMatchObject([
      { userId: 'lisi', name: '李四', role: 'signer', isWaitedFor: true },
      { userId: null, name: '外人', role: 'signer', isWaitedFor: false },
      { userId: 'wangwu', name: '王五', role: 'cc', isWaitedFor: false },
    ])
  })

  it('keep their signers when signers could not be read', async () => {
    const signers = [{ name: '李四', isWaitedFor: true }]
    await flows.recordReading(corp, reading('PRO-1', { signers }))
    await flows.recordReading(
      corp,
      reading('PRO-1', { signers: null, isWhole: false, readAt: 200 }),
    )
    expect(await flows.peopleOf(corp, 'PRO-1')).toMatchObject([{ name: '李四', isWaitedFor: true }])
  })

  it('keep how many have signed when signers could not be read, until their status changes', async () => {
    const signed = { count: 1, total: 3 }
    const signedIn = async () => (await flows.find(corp, 'PRO-1'))?.signed
    await flows.recordReading(corp, reading('PRO-1', { signed }))
    await flows.recordReading(corp, reading('PRO-1', { signed: null, readAt: 200 }))
    expect(await signedIn()).toEqual(signed)
    await flows.recordReading(corp, reading('PRO-1', { status: 'completed', readAt: 300 }))
    expect(await signedIn()).toBeNull()
  })

  it('can have any text as title', async () => {
    const title = `'"\\%_\0\n🀄 \\u0000 \uD83D`
    const facts = reading('PRO-1', { title })
    await flows.recordReading(corp, { ...facts, nextStep: { ...facts.nextStep, reason: title } })
    const stored = title.replace('\0', '').toWellFormed()
    expect(await flows.find(corp, 'PRO-1')).toMatchObject({
      title: stored,
      nextStep: { reason: stored },
    })
  })
})

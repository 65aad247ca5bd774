import { beforeEach, expect, it, vi } from 'vitest'
import type { InstanceStore } from './instance-store.ts'
import { openStore } from './testing/open-store.ts'

/** These times never pass within a test. */
const heartbeat = { all: 18, held: 0, expected: 2, aliveMs: 600_000, guardMs: 600_000 }

let instances: InstanceStore

beforeEach(async () => {
  const store = await openStore()
  instances = store.instances
  return () => store.close()
})

it('an instance that is alone gets all calls with its second heartbeat', async () => {
  expect(await instances.beat('a', heartbeat)).toEqual({ calls: 9, soon: 9 })
  expect(await instances.beat('a', heartbeat)).toEqual({ calls: 18, soon: 18 })
})

it('instances that start together divide the calls at once', async () => {
  const four = { ...heartbeat, expected: 4 }
  const parts = await Promise.all(['a', 'b', 'c', 'd'].map((id) => instances.beat(id, four)))
  expect(parts).toEqual(parts.map(() => ({ calls: 4, soon: 4 })))
})

it('a new instance gets its part once the other one has reported a smaller one', async () => {
  await instances.beat('a', heartbeat)
  await instances.beat('a', heartbeat)
  expect(await instances.beat('b', heartbeat)).toEqual({ calls: 0, soon: 9 })
  expect(await instances.beat('a', { ...heartbeat, held: 18 })).toEqual({ calls: 9, soon: 9 })
  // The answer may have been lost.
  expect(await instances.beat('b', heartbeat)).toEqual({ calls: 0, soon: 9 })
  await instances.beat('a', { ...heartbeat, held: 9 })
  expect(await instances.beat('b', heartbeat)).toEqual({ calls: 9, soon: 9 })
})

it.each([
  ['left', (id: string) => instances.leave(id)],
  ['died', (id: string) => instances.beat(id, { ...heartbeat, aliveMs: 0 })],
])('the part of an instance that has %s is free after its last window', async (_how, end) => {
  await instances.beat('a', heartbeat)
  await instances.beat('b', heartbeat)
  await end('b')
  expect(await instances.beat('a', heartbeat)).toEqual({ calls: 9, soon: 18 })
  const part = () => instances.beat('a', { ...heartbeat, guardMs: 1 })
  await vi.waitFor(async () => expect(await part()).toEqual({ calls: 18, soon: 18 }))
})

it('more instances than calls get one each, as far as they go', async () => {
  for (let id = 0; id < 20; id += 1)
    await instances.beat(`instance ${id}`, { ...heartbeat, expected: 18 })
  expect(await instances.beat('instance 17', heartbeat)).toEqual({ calls: 1, soon: 1 })
  expect(await instances.beat('instance 19', heartbeat)).toEqual({ calls: 0, soon: 1 })
})

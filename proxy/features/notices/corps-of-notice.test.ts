import { expect, it, vi } from 'vitest'
import { corpsOfNotice } from './corps-of-notice.ts'

const registry = { corpsOf: vi.fn(() => Promise.resolve(['corp-1', 'corp-2'])) }

it('the corp of a notice is the only one of an internal app, without asking the store', async () => {
  expect(await corpsOfNotice('PRO-1', 'ours', registry, () => ['corp-3'])).toEqual(['ours'])
  expect(registry.corpsOf).not.toHaveBeenCalled()
})

it('the corps of a notice are those that have the flow and those whose pages show it, each once', async () => {
  const corps = await corpsOfNotice('PRO-1', null, registry, () => ['corp-2', 'corp-3'])
  expect(corps).toEqual(['corp-1', 'corp-2', 'corp-3'])
})

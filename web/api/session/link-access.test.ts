// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest'

beforeEach(() => vi.resetModules())

async function openedAt(address: string) {
  history.replaceState({ depth: 2 }, '', address)
  return import('./link-access.ts')
}

it('holds what lets in for the flow of the address alone', async () => {
  const { linkAccess } = await openedAt('/flows/PRO-1?corpId=c1&access=1.2.x')
  expect(linkAccess('PRO-1')).toBe('1.2.x')
  expect(linkAccess('PRO-2')).toBeUndefined()
})

it('takes it out of the address once it was accepted, and leaves the rest', async () => {
  const { linkAccess, linkAccepted } = await openedAt('/flows/PRO-1?corpId=c1&access=1.2.x#log')
  linkAccepted('PRO-2')
  expect(location.search).toBe('?corpId=c1&access=1.2.x')
  linkAccepted('PRO-1')
  expect(location.pathname + location.search + location.hash).toBe('/flows/PRO-1?corpId=c1#log')
  expect(history.state).toEqual({ depth: 2 })
  expect(linkAccess('PRO-1')).toBeUndefined()
})

it('does not touch the address of another page', async () => {
  const { linkAccepted } = await openedAt('/flows/PRO-1?access=1.2.x')
  history.pushState(null, '', '/?access=of-somebody-else')
  linkAccepted('PRO-1')
  expect(location.search).toBe('?access=of-somebody-else')
})

it('knows of none elsewhere', async () => {
  expect((await openedAt('/?access=1.2.x')).linkAccess('PRO-1')).toBeUndefined()
})

it('is short enough for the proxy to say that it is none of its own', async () => {
  const { linkAccess } = await openedAt(`/flows/PRO-1?access=${'x'.repeat(1000)}`)
  expect(linkAccess('PRO-1')).toHaveLength(256)
})

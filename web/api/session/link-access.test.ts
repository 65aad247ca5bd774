// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { linkAccepted, linkAccess } from './link-access.ts'

function openAt(address: string): void {
  history.replaceState({ depth: 2 }, '', address)
}

it("keeps the link's token for the flow of the address only", () => {
  openAt('/flows/PRO-1?corpId=c1&access=1.2.x')
  expect(linkAccess('PRO-1')).toBe('1.2.x')
  expect(linkAccess('PRO-2')).toBeUndefined()
})

it('removes the token from the address once it was accepted, and leaves the rest', () => {
  openAt('/flows/PRO-1?corpId=c1&access=1.2.x#log')
  linkAccepted('PRO-2')
  expect(location.search).toBe('?corpId=c1&access=1.2.x')
  linkAccepted('PRO-1')
  expect(location.pathname + location.search + location.hash).toBe('/flows/PRO-1?corpId=c1#log')
  expect(history.state).toEqual({ depth: 2 })
  expect(linkAccess('PRO-1')).toBeUndefined()
})

it('does not change the address of another page', () => {
  openAt('/?access=of-somebody-else')
  linkAccepted('PRO-1')
  expect(location.search).toBe('?access=of-somebody-else')
  expect(linkAccess('PRO-1')).toBeUndefined()
})

it('is cut to a length that the proxy accepts and then refuses as invalid', () => {
  openAt(`/flows/PRO-1?access=${'x'.repeat(1000)}`)
  expect(linkAccess('PRO-1')).toHaveLength(256)
})

import { vi } from 'vitest'

/**
 * Answers the calls of pages to an address in the proxy's place.
 * @returns has the proxy answer again
 */
export function answerInstead(calls: RegExp, answer: () => Response): () => void {
  const { fetch } = globalThis
  const spy = vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    return calls.test(url) ? Promise.resolve(answer()) : fetch(input, init)
  })
  return () => spy.mockRestore()
}

import type { BrowserContext } from '@playwright/test'

/**
 * Notes the calls that pages of a context make to the proxy, as "METHOD /path", in order. The list
 * grows as they are made.
 */
export function watchApiCalls(context: BrowserContext): string[] {
  const calls: string[] = []
  context.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/api/')) calls.push(`${request.method()} ${pathname}`)
  })
  return calls
}

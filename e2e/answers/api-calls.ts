import type { Request } from '@playwright/test'

/** A page, or a context with all its pages. */
type Source = { on(event: 'request', listener: (request: Request) => void): unknown }

/** Collects the calls to the proxy as "METHOD /path", in order. The list grows with each call. */
export function watchApiCalls(source: Source): string[] {
  const calls: string[] = []
  source.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/api/')) calls.push(`${request.method()} ${pathname}`)
  })
  return calls
}

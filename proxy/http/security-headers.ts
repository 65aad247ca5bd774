import { createMiddleware } from 'hono/factory'
import type { AppEnv } from './app-env.ts'

/**
 * Headers of every answer of ours. What the page and its files need otherwise they set themselves:
 * a policy that lets them run, and caching.
 *
 * Left out on purpose: `x-frame-options`, which cannot allow the workbench on a PC to frame the app
 * as `frame-ancestors` does; and `cross-origin-opener-policy`, which would clear `window.name`,
 * where the PC client leaves what its bridge needs.
 */
export function securityHeaders(publicUrl: string) {
  const headers: readonly (readonly [string, string])[] = [
    ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
    ['cache-control', 'no-store'],
    ['cross-origin-resource-policy', 'same-origin'],
    ['referrer-policy', 'same-origin'],
    ['x-content-type-options', 'nosniff'],
    ...(publicUrl.startsWith('https:')
      ? ([['strict-transport-security', 'max-age=31536000']] as const)
      : []),
  ]
  return createMiddleware<AppEnv>(async (c, next) => {
    for (const [name, value] of headers) c.header(name, value)
    await next()
  })
}

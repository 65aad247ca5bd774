import { createMiddleware } from 'hono/factory'
import type { AppEnv } from './app-env.ts'

/**
 * Headers of every answer; pages and files set their own policy and caching.
 * Left out on purpose: `x-frame-options`, which unlike `frame-ancestors` cannot allow the PC
 * workbench to frame the app; and `cross-origin-opener-policy`, which would clear `window.name`,
 * where the PC client leaves what its bridge needs.
 */
export function answerHeaders(publicUrl: string, release: string) {
  const headers: readonly (readonly [string, string])[] = [
    ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
    ['cache-control', 'no-store'],
    ['cross-origin-resource-policy', 'same-origin'],
    ['referrer-policy', 'same-origin'],
    ['x-content-type-options', 'nosniff'],
    // Names the build, for pages that are of another.
    ['x-release', release],
    ...(publicUrl.startsWith('https:')
      ? ([['strict-transport-security', 'max-age=31536000']] as const)
      : []),
  ]
  return createMiddleware<AppEnv>((c, next) => {
    for (const [name, value] of headers) c.header(name, value)
    return next()
  })
}

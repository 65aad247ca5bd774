import type { ClientError } from '#shared/schemas/client-error.ts'
import { ApiError } from '#web/api/http/api-error.ts'

/** A stack frame: path, line and column. */
const place = /https?:\/\/[^\s/]+(\/[^\s:?#)]*)[^\s:)]*:(\d+):(\d+)/g

let isReported = false

/** Failures that the page expects are not reported. */
function isReportable(error: unknown): error is Error {
  return error instanceof Error && !(error instanceof ApiError) && error.name !== 'AbortError'
}

function placesOf(stack: string): string[] {
  // Chrome 69 has no `matchAll`.
  const places: string[] = []
  stack.replace(place, (found, path: string, line: string, column: string) => {
    places.push(`${path.startsWith('/assets/') ? path : '/'}:${line}:${column}`)
    return found
  })
  return places.slice(0, 20)
}

/**
 * Reports an error of this page to the proxy's log: only the first, because others often follow
 * from it, and nothing of the page's content (`clientErrorSchema`).
 */
export function reportError(thrown: unknown): void {
  if (isReported || !isReportable(thrown)) return
  isReported = true
  // For `field-data.ts`.
  performance.mark('error')
  const app = document.querySelector<HTMLLinkElement>('link[data-part=app]')
  const body: ClientError = {
    name: thrown.name,
    message: thrown.message.slice(0, 500),
    build: app?.href.split('/').pop() ?? null,
    places: placesOf(thrown.stack ?? ''),
  }
  fetch('/api/client-errors', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    credentials: 'same-origin',
    // Also sent when the page is closed right away.
    keepalive: true,
    body: JSON.stringify(body),
  }).catch(() => {})
}

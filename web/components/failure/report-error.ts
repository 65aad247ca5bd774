import type { ClientError } from '#shared/schemas/client-error.ts'
import { ApiError } from '#web/api/http/api-error.ts'

/** Where a frame of a stack is: the path of a file of ours, its line and its column. */
const place = /https?:\/\/[^\s/]+(\/[^\s:?#)]*)[^\s:)]*:(\d+):(\d+)/g

let isTold = false

/** Failures that have their own words are not errors of the page; an answer that it cannot read is. */
function isOfPage(error: unknown): error is Error {
  if (error instanceof ApiError) return error.code === 'answer-mismatch'
  return error instanceof Error && error.name !== 'AbortError'
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
 * Has the proxy log an error of this page. Only the first: others often follow from it. What the page is
 * about stays here, see `clientErrorSchema`.
 */
export function reportError(thrown: unknown): void {
  if (isTold || !isOfPage(thrown)) return
  isTold = true
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
    // Sent also when the page is closed at once.
    keepalive: true,
    body: JSON.stringify(body),
  }).catch(() => {})
}

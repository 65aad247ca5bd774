import type { QueryClient } from '@tanstack/react-query'
import { byItselfHeader } from '#shared/rules/by-itself.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { connectionError, headOf, readAnswer } from '#web/api/http/http.ts'
import { withSession } from '#web/api/session/renew-session.ts'
import { shownByItself } from '#web/api/queries/flow.ts'

/** A file, or a part of it. */
export type FilePart = {
  bytes: Uint8Array<ArrayBuffer>
  /** Size of the whole file. */
  total: number
  /** Whether `bytes` are the whole file, also because the storage does not send parts. */
  isWhole: boolean
}

type Asked = {
  /** The first byte, and the one after the last. */
  begin: number
  end: number
  signal: AbortSignal
  /** Called with the fraction that has arrived, 0 to 1, if the size is known. */
  onProgress?: (fraction: number) => void
}

/**
 * Reads a part of one of the contracts' files, such as `GET /api/flows/:taskId/documents/0/content`.
 * Rejects with `ApiError`, or with an `AbortError` when `signal` was aborted.
 */
export function readFilePart(client: QueryClient, path: string, asked: Asked): Promise<FilePart> {
  const { begin, end, signal, onProgress } = asked
  return withSession(client, async (http) => {
    try {
      const response = await fetch(path, {
        headers: {
          ...http.headers(),
          accept: '*/*',
          range: `bytes=${begin}-${end - 1}`,
          ...(shownByItself.has(path) && { [byItselfHeader]: '1' }),
        },
        credentials: 'same-origin',
        signal,
      })
      if (!response.ok) readAnswer(headOf(response), await response.text())
      const bytes = await gather(response, onProgress)
      const total = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1]
      if (response.status !== 206 || total === undefined)
        return { bytes, total: bytes.length, isWhole: true }
      return { bytes, total: Number(total), isWhole: bytes.length === Number(total) }
    } catch (cause) {
      if (cause instanceof ApiError || signal.aborted) throw cause
      throw connectionError(false, cause)
    }
  })
}

async function gather(
  response: Response,
  onProgress: (fraction: number) => void = () => {},
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader()
  if (reader === undefined) return new Uint8Array(await response.arrayBuffer())
  const length = Number(response.headers.get('content-length'))
  const parts: Uint8Array[] = []
  let received = 0
  for (;;) {
    // Parts arrive one after the other.
    const { value, done } = await reader.read()
    if (done) break
    parts.push(value)
    received += value.length
    if (length > 0) onProgress(Math.min(1, received / length))
  }
  const bytes = new Uint8Array(received)
  let at = 0
  for (const one of parts) {
    bytes.set(one, at)
    at += one.length
  }
  return bytes
}

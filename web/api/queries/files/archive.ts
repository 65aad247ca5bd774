import type { QueryClient } from '@tanstack/react-query'
import type { ArchiveAddress } from '#shared/schemas/flow/flow-archive.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { connectionError, headOf, readAnswer } from '#web/api/http/http.ts'
import { call, withSession } from '#web/api/session/renew-session.ts'
import type { Language } from '#shared/rules/languages.ts'

export type ArchiveChoice = {
  taskIds: readonly string[]
  lang: Language
}

/** Bytes per blob; the browser keeps blobs outside the page's memory. */
const portion = 4 * 1024 * 1024

/**
 * The files of flows as one zip, `POST /api/flows/archive`. Rejects with `ApiError`, or with an
 * `AbortError` when `signal` was aborted.
 * @param onPart called with each part as it arrives
 */
export function fetchArchive(
  client: QueryClient,
  choice: ArchiveChoice,
  signal: AbortSignal,
  onPart: (part: Uint8Array) => void,
): Promise<Blob> {
  return withSession(client, async (http) => {
    try {
      const response = await fetch('/api/flows/archive', {
        method: 'POST',
        headers: { ...http.headers(), 'content-type': 'application/json' },
        credentials: 'same-origin',
        body: JSON.stringify(choice),
        signal,
      })
      if (!response.ok) readAnswer(headOf(response), await response.text())
      return await gather(response, onPart)
    } catch (cause) {
      if (cause instanceof ApiError || signal.aborted) throw cause
      throw connectionError(false, cause)
    }
  })
}

async function gather(response: Response, onPart: (part: Uint8Array) => void): Promise<Blob> {
  const reader = response.body?.getReader()
  if (reader === undefined) return response.blob()
  const type = 'application/zip'
  const blobs: Blob[] = []
  let parts: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  for (;;) {
    // Parts arrive one after the other.
    const { value, done } = await reader.read()
    if (value !== undefined) {
      parts.push(value)
      bytes += value.length
      onPart(value)
    }
    if (done || bytes >= portion) {
      blobs.push(new Blob(parts, { type }))
      parts = []
      bytes = 0
    }
    if (done) return new Blob(blobs, { type })
  }
}

/**
 * A URL from which a DingTalk client downloads the same archive, `POST /api/flows/archive/address`.
 * Rejects with `ApiError`.
 */
export function readArchiveAddress(client: QueryClient, choice: ArchiveChoice) {
  const options = { method: 'POST' as const, body: choice }
  return call<ArchiveAddress>(client, '/api/flows/archive/address', options)
}

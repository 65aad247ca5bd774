import type { QueryClient } from '@tanstack/react-query'
import type { UploadedFile } from '#shared/schemas/file.ts'
import { call, withSession } from '#web/api/session/renew-session.ts'
import { connectionError, type Http, readAnswer } from '#web/api/http/http.ts'

/** An upload without progress for this long is aborted; milliseconds. */
const stallLimit = 60_000

/**
 * The longest that the proxy takes once it has the whole file: one call to e签宝, and two tries of
 * two minutes to send it the file; milliseconds.
 */
const handOnLimit = 300_000

export type UploadOptions = {
  /** Called with the fraction of the file that has been sent, 0 to 1. */
  onProgress: (part: number) => void
  signal: AbortSignal
}

/**
 * Uploads a file, `POST /api/files`. Rejects with `ApiError`, or with an `AbortError` when `signal`
 * was aborted.
 */
export function uploadFile(
  client: QueryClient,
  file: File,
  options: UploadOptions,
): Promise<UploadedFile> {
  return withSession(client, (http) => send(http, file, options))
}

/** The state of an uploaded file, `GET /api/files/:fileId`. Rejects with `ApiError`. */
export function readUploadedFile(client: QueryClient, fileId: string): Promise<UploadedFile> {
  const path = `/api/files/${encodeURIComponent(fileId)}`
  return call<UploadedFile>(client, path)
}

/** Uses XMLHttpRequest because fetch reports no upload progress. */
function send(
  http: Http,
  file: File,
  { onProgress, signal }: UploadOptions,
): Promise<UploadedFile> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(abortError())
      return
    }
    const request = new XMLHttpRequest()
    let stalled = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const giveUpAfter = (limit: number) => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        stalled = true
        request.abort()
      }, limit)
    }
    const stop = () => request.abort()
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
    }
    request.upload.addEventListener('progress', ({ loaded, total, lengthComputable }) => {
      giveUpAfter(stallLimit)
      if (lengthComputable && total > 0) onProgress(loaded / total)
    })
    request.upload.addEventListener('load', () => giveUpAfter(handOnLimit))
    request.addEventListener('load', () => {
      end()
      const { status, responseText } = request
      const type = request.getResponseHeader('content-type')
      const head = { ok: status >= 200 && status < 300, status, type }
      const answered = async () => readAnswer<UploadedFile>(head, responseText)
      resolve(answered())
    })
    request.addEventListener('error', () => {
      end()
      reject(connectionError(false, new Error('the upload was cut off')))
    })
    request.addEventListener('abort', () => {
      end()
      reject(signal.aborted ? abortError() : connectionError(stalled, null))
    })
    signal.addEventListener('abort', stop)
    request.open('POST', '/api/files')
    for (const [name, value] of Object.entries(http.headers()))
      request.setRequestHeader(name, value)
    const form = new FormData()
    form.append('file', file, file.name)
    giveUpAfter(stallLimit)
    request.send(form)
  })
}

function abortError(): DOMException {
  return new DOMException('The upload was cancelled.', 'AbortError')
}

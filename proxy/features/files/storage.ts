import { createReadStream } from 'node:fs'
import { Agent, errors } from 'undici'
import { publicLookup } from '#proxy/base/http/public-address.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { checkStorageAddress } from './storage-address.ts'
import { partIn, type FilePart } from './file-part.ts'

/** Content as it was announced to e签宝. */
export type StorageContent = {
  path: string
  bytes: number
  contentMd5: string
  contentType: string
}

export type StoredBody = {
  /** Lower case, without parameters; empty if the storage sends none. */
  contentType: string
  /** Throws if the file breaks off. Leaving the loop early ends the exchange. */
  chunks: AsyncIterable<Uint8Array>
}

/** A file, or a part of it, being read. */
export type StoredPart = StoredBody & {
  /** Bytes announced; null if the storage does not say. */
  length: number | null
  /** The part that follows; null for the whole file, also where the storage ignores ranges. */
  part: FilePart | null
}

export type Storage = {
  /**
   * Puts a file to the address that e签宝 gave for it (upload-objects-1).
   * @throws ProblemError `storage-refused`, `upstream-unavailable`, `upstream-timeout`; the signal's
   * reason
   */
  put(address: string | null, content: StorageContent, signal: AbortSignal): Promise<void>
  /**
   * Starts reading a file from the address that e签宝 gave for it.
   * @param range a `range` header for a part of it
   * @throws ProblemError `storage-refused`, `range-invalid`, `upstream-unavailable`,
   * `upstream-timeout`; the signal's reason
   */
  get(address: string, signal: AbortSignal, range?: string): Promise<StoredPart>
  close(): Promise<void>
}

/** Milliseconds for one attempt; 50 MB then need 3.3 Mbit/s. */
const defaultDeadline = 120_000

/** Milliseconds until a file starts, and between its chunks. */
const readTimeout = 30_000

/**
 * The object storage behind e签宝.
 * @param dingtalkUrl DingTalk's configured address; the storage may be on the same host
 */
export function createStorage(dingtalkUrl: string, deadline = defaultDeadline): Storage {
  const trusted = new URL(dingtalkUrl)
  const agent = new Agent({
    connect: { timeout: 5_000, lookup: publicLookup([trusted.hostname]) },
    // The deadline covers these phases.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: 64 * 1024,
  })

  /** For reading files: no size limit, but each chunk has to arrive in time. */
  const reader = new Agent({
    connect: { timeout: 5_000, lookup: publicLookup([trusted.hostname]) },
    headersTimeout: readTimeout,
    bodyTimeout: readTimeout,
  })

  async function getOnce(url: URL, signal: AbortSignal, range?: string): Promise<StoredPart> {
    try {
      const reply = await reader.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: 'GET',
        headers: range === undefined ? {} : { range },
        signal,
        // Bytes buffered for a slow reader.
        highWaterMark: 64 * 1024,
      })
      // The reader reports it; an unhandled `error` event would end the process.
      reply.body.on('error', () => {})
      const isPart = range !== undefined && reply.statusCode === 206
      if (reply.statusCode !== 200 && !isPart) {
        // The status says enough, so the body is only drained.
        await reply.body.dump({ limit: 16 * 1024 })
        if (range !== undefined && reply.statusCode === 416)
          throw new ProblemError('range-invalid', 'The file has no such part.')
        throw refusal(reply.statusCode, '')
      }
      const part = isPart ? partIn(reply.headers['content-range']) : null
      if (isPart && part === null) {
        reply.body.destroy()
        throw new ProblemError(
          'upstream-unavailable',
          'The storage does not say which part it sent.',
        )
      }
      const type = String(reply.headers['content-type'] ?? '')
      const length = Number(reply.headers['content-length'] ?? NaN)
      return {
        contentType: type.split(';')[0]?.trim().toLowerCase() ?? '',
        length: Number.isSafeInteger(length) ? length : null,
        part,
        chunks: reply.body,
      }
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof ProblemError) throw error
      if (error instanceof errors.HeadersTimeoutError)
        throw new ProblemError('upstream-timeout', 'The storage is too slow.')
      throw new ProblemError('upstream-unavailable', 'The storage cannot be reached.', {
        cause: error,
      })
    }
  }

  async function putOnce(url: URL, content: StorageContent, given: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([given, AbortSignal.timeout(deadline)])
    const body = createReadStream(content.path)
    // The request reports it; an unhandled `error` event would end the process.
    body.on('error', () => {})
    try {
      const reply = await agent.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: 'PUT',
        headers: {
          'content-type': content.contentType,
          'content-md5': content.contentMd5,
          'content-length': String(content.bytes),
        },
        body,
        signal,
      })
      const text = await reply.body.text()
      if (reply.statusCode < 200 || reply.statusCode > 299) throw refusal(reply.statusCode, text)
    } catch (error) {
      given.throwIfAborted()
      if (error instanceof ProblemError) throw error
      if (signal.aborted) throw new ProblemError('upstream-timeout', 'The storage is too slow.')
      throw new ProblemError('upstream-unavailable', 'The storage cannot be reached.', {
        cause: error,
      })
    } finally {
      body.destroy()
    }
  }

  return {
    async put(address, content, signal) {
      const url = checkStorageAddress(address, trusted.origin)
      // Safe to repeat, and spares the user another upload.
      return retryOnce(() => putOnce(url, content, signal))
    },
    async get(address, signal, range) {
      const url = checkStorageAddress(address, trusted.origin)
      return retryOnce(() => getOnce(url, signal, range))
    },
    async close() {
      await Promise.all([agent.destroy(), reader.destroy()])
    },
  }
}

async function retryOnce<T>(exchange: () => Promise<T>): Promise<T> {
  try {
    return await exchange()
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'upstream-unavailable') throw error
    return exchange()
  }
}

function refusal(status: number, text: string): ProblemError {
  const code = /<Code>(\w{1,60})<\/Code>/.exec(text)?.[1]
  const answer = code === undefined ? String(status) : `${status}, ${code}`
  return status >= 500
    ? new ProblemError('upstream-unavailable', `The storage has an internal error (${answer}).`)
    : new ProblemError('storage-refused', `The storage refused the file (${answer}).`)
}

import { createReadStream } from 'node:fs'
import { Agent, errors } from 'undici'
import { ProblemError } from '#proxy/http/problem.ts'
import { checkStorageAddress, publicLookup } from './storage-address.ts'

/** What is sent, as it was announced to e签宝. */
export type StorageContent = {
  path: string
  bytes: number
  contentMd5: string
  contentType: string
}

/** A file on its way from the storage. */
export type StoredBody = {
  /** Without its parameters, in lower case; empty where the storage tells none. */
  contentType: string
  /** Throws where the file breaks off. Left before its end, it ends the exchange. */
  chunks: AsyncIterable<Uint8Array>
}

export type Storage = {
  /**
   * Puts a file to the address that e签宝 gave for it (upload-objects-1).
   * @throws ProblemError `storage-refused`, `upstream-unavailable`, `upstream-timeout`; the signal's
   * reason
   */
  put(address: string | null, content: StorageContent, signal: AbortSignal): Promise<void>
  /**
   * Begins to read a file from the address that e签宝 gave for it.
   * @throws ProblemError `storage-refused`, `upstream-unavailable`, `upstream-timeout`; the signal's
   * reason
   */
  get(address: string, signal: AbortSignal): Promise<StoredBody>
  close(): Promise<void>
}

/** Milliseconds for one try; 50 MB then need 3.3 Mbit/s. */
const defaultDeadline = 120_000

/** Milliseconds until a file begins, and between its parts. */
const readTimeout = 30_000

/**
 * The object storage behind e签宝.
 * @param dingtalkUrl where DingTalk is configured to be; storage may be there, too
 */
export function createStorage(dingtalkUrl: string, deadline = defaultDeadline): Storage {
  const trusted = new URL(dingtalkUrl)
  const agent = new Agent({
    connect: { timeout: 5_000, lookup: publicLookup(trusted.hostname) },
    // The deadline covers these.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: 64 * 1024,
  })

  /** Files that are read have no limit of size; each part of one has to come in time. */
  const reader = new Agent({
    connect: { timeout: 5_000, lookup: publicLookup(trusted.hostname) },
    headersTimeout: readTimeout,
    bodyTimeout: readTimeout,
  })

  async function getOnce(url: URL, signal: AbortSignal): Promise<StoredBody> {
    try {
      const reply = await reader.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: 'GET',
        signal,
        // A part of what waits for its reader, in bytes.
        highWaterMark: 64 * 1024,
      })
      // The reader reports it; an unhandled `error` event would end the process.
      reply.body.on('error', () => {})
      if (reply.statusCode !== 200) {
        // The status says enough; the text is only drained.
        await reply.body.dump({ limit: 16 * 1024 })
        throw refusal(reply.statusCode, '')
      }
      const type = String(reply.headers['content-type'] ?? '')
      return { contentType: type.split(';')[0]?.trim().toLowerCase() ?? '', chunks: reply.body }
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
      // Sending it again is safe, and spares the user another upload.
      return onceMore(() => putOnce(url, content, signal))
    },
    async get(address, signal) {
      const url = checkStorageAddress(address, trusted.origin)
      return onceMore(() => getOnce(url, signal))
    },
    async close() {
      await Promise.all([agent.destroy(), reader.destroy()])
    },
  }
}

/** Tries once more where the storage was not there. */
async function onceMore<T>(exchange: () => Promise<T>): Promise<T> {
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
    ? new ProblemError('upstream-unavailable', `The storage is out of order (${answer}).`)
    : new ProblemError('storage-refused', `The storage refused the file (${answer}).`)
}

import { createReadStream, type ReadStream } from 'node:fs'
import { Agent, type Dispatcher } from 'undici'
import { ProblemError } from '../problem.ts'
import { checkStorageAddress, publicLookup } from './storage-address.ts'

/** What is sent, as it was announced to e签宝. */
export type StorageContent = {
  path: string
  bytes: number
  contentMd5: string
  contentType: string
}

export type Storage = {
  /**
   * Puts a file to the address that e签宝 gave for it (upload-objects-1).
   * @throws ProblemError `storage-refused`, `upstream-unavailable`, `upstream-timeout`; the signal's
   * reason
   */
  put(address: string | null, content: StorageContent, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

/** Milliseconds for one try; 50 MB then need 3.3 Mbit/s. */
const defaultDeadline = 120_000

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

  async function putOnce(url: URL, content: StorageContent, given: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([given, AbortSignal.timeout(deadline)])
    const body = createReadStream(content.path)
    // Told by the request; without a listener it would end the process once that is over.
    body.on('error', () => {})
    try {
      const reply = await agent.request(toRequest(url, content, body, signal))
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
      try {
        await putOnce(url, content, signal)
      } catch (error) {
        // Sending the same bytes again does no harm, and spares the user another upload.
        if (!(error instanceof ProblemError) || error.code !== 'upstream-unavailable') throw error
        await putOnce(url, content, signal)
      }
    },
    close: () => agent.destroy(),
  }
}

function toRequest(
  url: URL,
  { bytes, contentMd5, contentType }: StorageContent,
  body: ReadStream,
  signal: AbortSignal,
): Dispatcher.RequestOptions {
  return {
    origin: url.origin,
    path: url.pathname + url.search,
    method: 'PUT',
    headers: {
      'content-type': contentType,
      'content-md5': contentMd5,
      'content-length': String(bytes),
    },
    body,
    signal,
  }
}

function refusal(status: number, text: string): ProblemError {
  const code = /<Code>(\w{1,60})<\/Code>/.exec(text)?.[1]
  const answer = code === undefined ? String(status) : `${status}, ${code}`
  return status >= 500
    ? new ProblemError('upstream-unavailable', `The storage is out of order (${answer}).`)
    : new ProblemError('storage-refused', `The storage refused the file (${answer}).`)
}

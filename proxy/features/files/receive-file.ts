import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { pipeline } from 'node:stream/promises'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import { maxFileBytes } from '#shared/rules/file-rules.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { spool, tooLarge, type SpooledFile } from './spooled-file.ts'

export type FileRequest = {
  contentType: string | undefined
  /** From the header; undefined if it is missing. */
  contentLength: number | undefined
  body: ReadableStream<Uint8Array> | null
  /** Aborts when the client disconnects. */
  signal: AbortSignal
}

/** Bytes besides the file: boundaries, headers, unused fields. */
const multipartOverheadBytes = 64 * 1024

const limits = { files: 1, fields: 10, fieldSize: 1024, parts: 20, headerPairs: 50 }

/**
 * Receives the file in the field `file` of a multipart request, chunk by chunk. Removes it on
 * failure.
 * @param path where to write it
 * @throws ProblemError `invalid-request`, and see `spool`
 */
export async function receiveFile(request: FileRequest, path: string): Promise<SpooledFile> {
  const { contentLength, body, signal } = request
  if (contentLength !== undefined && contentLength > maxFileBytes + multipartOverheadBytes)
    throw tooLarge()
  const parser = createParser(request.contentType)
  if (body === null) throw noFile()

  const over = new AbortController()
  const failures: unknown[] = []
  const fail = (error: unknown): undefined => {
    failures.push(error)
    over.abort()
  }
  let spooling: Promise<SpooledFile | undefined> | undefined
  let arriving: Readable | undefined
  parser.on('file', (field, file, name) => {
    arriving = file
    // The pipeline reports it; an unhandled `error` event would end the process.
    file.on('error', () => {})
    if (field === 'file') spooling = spool(name, file, path).catch(fail)
    else fail(new ProblemError('invalid-request', 'The file must be in the field "file".'))
  })
  parser.on('filesLimit', () => {
    fail(new ProblemError('invalid-request', 'Only one file can be sent at a time.'))
  })

  parser.on('error', () => {})
  const source = Readable.fromWeb(body)
  const ended = AbortSignal.any([signal, over.signal])
  await pipeline(source, limited, parser, { signal: ended }).catch((error: unknown) => {
    fail(error instanceof ProblemError ? error : uploadAborted(error))
    arriving?.destroy(uploadAborted(error))
  })
  const spooled = await spooling
  if (failures.length === 0 && spooled !== undefined) return spooled
  await rm(path, { force: true })
  throw failures[0] ?? noFile()
}

/** Browsers always send a boundary; with an empty one the parser would never finish. */
const multipartWithBoundary = /^multipart\/form-data\s*;\s*boundary=("?)[\w'()+,./:=?-]{1,70}\1$/i

/** @throws ProblemError `invalid-request` for anything but multipart with a boundary */
function createParser(contentType = ''): BusboyInstance {
  try {
    if (!multipartWithBoundary.test(contentType)) throw new Error(contentType)
    return new Busboy({ headers: { 'content-type': contentType }, limits })
  } catch {
    throw new ProblemError('invalid-request', 'The request is not multipart/form-data.')
  }
}

/** Stops a body that is larger than the largest file needs. */
async function* limited(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > maxFileBytes + multipartOverheadBytes) throw tooLarge()
    yield chunk
  }
}

/** The connection broke, or the body ended early. */
export function uploadAborted(cause: unknown): ProblemError {
  return new ProblemError('invalid-request', 'The upload was aborted.', { cause })
}

function noFile(): ProblemError {
  return new ProblemError('invalid-request', 'There is no file in the request.')
}

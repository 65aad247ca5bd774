import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extensionOf, fileExtensions, largestFile } from '../../shared/file-rules.ts'
import { ProblemError } from '../problem.ts'
import { beginsLike, headBytes } from './file-content.ts'
import { cleanFileName } from './file-name.ts'

/** A whole file that was received and is fit to be handed on. */
export type SpooledFile = {
  /** Cleaned, with its true extension. */
  name: string
  isPdf: boolean
  /** Its size. */
  bytes: number
  /** Base64 of the 16 bytes of its MD5. */
  contentMd5: string
  /** Where it is until somebody removes it. */
  path: string
}

/**
 * Writes a file as it arrives, and gives up as soon as it turns out to be none that we take. Then
 * nothing is left of it.
 * @param rawName as the browser sent it
 * @param path where nothing is yet
 * @throws ProblemError `file-type-not-allowed`, `file-empty`, `request-too-large`
 */
export async function spool(rawName: string, source: Readable, path: string): Promise<SpooledFile> {
  const name = cleanFileName(rawName)
  const extension = extensionOf(name)
  if (extension === null) throw typeNotAllowed()
  const md5 = createHash('md5')
  let bytes = 0
  let head = Buffer.alloc(0)

  async function* checked(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      bytes += chunk.length
      if (bytes > largestFile) throw tooLarge()
      md5.update(chunk)
      if (head.length < headBytes) {
        head = Buffer.concat([head, chunk.subarray(0, headBytes - head.length)])
        if (head.length === headBytes) checkHead()
      }
      yield chunk
    }
    if (bytes === 0) throw new ProblemError('file-empty', 'The file is empty.')
    if (head.length < headBytes) checkHead()
  }

  function checkHead(): void {
    if (extension === null || !beginsLike(extension, head)) throw typeNotAllowed()
  }

  try {
    await pipeline(source, checked, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
  return { name, isPdf: extension === 'pdf', bytes, contentMd5: md5.digest('base64'), path }
}

export function tooLarge(): ProblemError {
  return new ProblemError('request-too-large', 'The file is larger than 50 MB.')
}

function typeNotAllowed(): ProblemError {
  return new ProblemError(
    'file-type-not-allowed',
    `The file is none of ${fileExtensions.join(', ')}, or not what its name says.`,
  )
}

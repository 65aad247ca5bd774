import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { extensionOf, fileExtensions, maxFileBytes } from '#shared/rules/file-rules.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { matchesType, headBytes } from './file-content.ts'
import { cleanFileName } from './file-name.ts'

/** A complete file that passed the checks. */
export type SpooledFile = {
  /** Cleaned, with its true extension. */
  name: string
  isPdf: boolean
  bytes: number
  /** Base64 of its 16-byte MD5. */
  contentMd5: string
  /** Where it is stored; the caller removes it. */
  path: string
}

/**
 * Writes a file as it arrives, and stops as soon as it turns out to be unacceptable; the caller
 * removes what has been written.
 * @param rawName as the browser sent it, if it did
 * @param path an unused one
 * @throws ProblemError `file-type-not-allowed`, `file-empty`, `request-too-large`
 */
export async function spool(
  rawName: string | undefined,
  source: AsyncIterable<Buffer>,
  path: string,
): Promise<SpooledFile> {
  const name = cleanFileName(rawName ?? '')
  const extension = extensionOf(name)
  if (extension === null) throw typeNotAllowed()
  const md5 = createHash('md5')
  let bytes = 0
  let head = Buffer.alloc(0)
  const checkHead = () => {
    if (!matchesType(extension, head)) throw typeNotAllowed()
  }

  // Not a write stream: one that is destroyed early may create the file after its removal.
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const part of source) {
      bytes += part.length
      if (bytes > maxFileBytes) throw tooLarge()
      md5.update(part)
      if (head.length < headBytes) {
        head = Buffer.concat([head, part.subarray(0, headBytes - head.length)])
        if (head.length === headBytes) checkHead()
      }
      await file.writeFile(part)
    }
  } finally {
    await file.close()
  }
  if (bytes === 0) throw new ProblemError('file-empty', 'The file is empty.')
  if (head.length < headBytes) checkHead()
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

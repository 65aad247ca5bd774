import type { UploadedFile } from '#shared/schemas/file.ts'
import { ApiError, type AppErrorCode, hasCode, isUnreachable } from '#web/api/http/api-error.ts'
import type { UploadProgress } from './upload-progress.ts'

/** How many failed reads in a row are retried before the failure is reported. */
const timeout = 3

/**
 * Refusals worth retrying, besides a proxy that cannot be reached. e签宝 uses the same code for a
 * missing file and for a failed lookup.
 */
const passing: readonly AppErrorCode[] = [
  'file-not-found',
  'store-unavailable',
  'upstream-throttled',
  'upstream-timeout',
  'upstream-unavailable',
]

/** How long to wait for a file, besides reads, until its state counts as unknown; milliseconds. */
const maxConvertingMs = 10 * 60_000

export type FollowParts = {
  read: (fileId: string) => Promise<UploadedFile>
  /** @param milliseconds until the next read */
  wait: (milliseconds: number) => Promise<void>
}

/** The result of one read; without `pages` if reading failed. */
export type FileNews = {
  state: UploadProgress
  pages?: number | null
}

/** Polls an uploaded file and yields its state until it is final, or for `maxConvertingMs`. */
export async function* followFile(
  fileId: string,
  { read, wait }: FollowParts,
): AsyncGenerator<FileNews> {
  let failures = 0
  let waited = 0
  for (let round = 0; waited < maxConvertingMs; round += 1) {
    const news = await read(fileId).then(
      (file): FileNews => ({ state: toUploadProgress(file), pages: file.pages }),
      (error: unknown) => newsOfFailure(error, failures),
    )
    failures = news?.pages === undefined ? failures + 1 : 0
    if (news !== null) {
      yield news
      if (news.state.stage !== 'converting') return
    }
    const delay = Math.min(500 * 1.5 ** round, 5000)
    await wait(delay)
    waited += delay
  }
  const error = new ApiError('upstream-timeout', 'the file is still being processed')
  yield { state: { stage: 'not-known', error } }
}

/**
 * Null means retry.
 * @param before how many reads have failed before this one
 */
function newsOfFailure(error: unknown, before: number): FileNews | null {
  const mayPass = isUnreachable(error) || hasCode(error, ...passing)
  if (mayPass && before < timeout) return null
  const isGone = hasCode(error, 'file-not-found')
  return { state: isGone ? { stage: 'gone' } : { stage: 'not-known', error } }
}

function toUploadProgress({ state }: UploadedFile): UploadProgress {
  switch (state) {
    case 'ready':
      return { stage: 'ready' }
    case 'failed':
      return { stage: 'not-converted' }
    default:
      return { stage: 'converting' }
  }
}

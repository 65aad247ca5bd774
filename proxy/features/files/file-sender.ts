import type { AppContext } from '#proxy/base/http/app-env.ts'
import { contentDisposition } from '#proxy/base/http/content-disposition.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { Places } from '#proxy/base/limits/places.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import { singleRange } from './file-part.ts'
import { limitedBody, type BodyLimits } from './limited-body.ts'
import { OpenedFiles, type OpenedFile } from './opened-files.ts'
import type { Storage, StoredPart } from './storage.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'
import { noteSettled } from '#proxy/upstream/settled.ts'

export type AskedFile = {
  /** Tells it from all other files of the organisation. */
  id: readonly unknown[]
  /** Asks e签宝 for it, and records that the person opens it. */
  open: () => Promise<OpenedFile>
  /** Asks e签宝 for it again, because the storage refused the address. */
  reopen: () => Promise<OpenedFile>
  /** Whether a person who has it open may still see it; omitted if that was checked before. */
  mayStillSee?: (file: OpenedFile) => Promise<boolean>
}

export type FileSenderDeps = {
  storage: Pick<Storage, 'get'>
  /** Files on their way. */
  places: Places
  log: Pick<Logger, 'warn'>
  monotonic: MonotonicClock
  limits?: BodyLimits
}

/** Sends files of e签宝 through our origin, so that its addresses never reach a page. */
export type FileSender = ReturnType<typeof createFileSender>

const defaultLimits = { idleMs: 120_000, maxMs: 60 * 60_000, maxBytes: 512 * 1024 * 1024 }

/** Kinds that a browser may show; all others are only saved. */
const shownTypes: ReadonlySet<string> = new Set(['application/pdf', 'image/jpeg', 'image/png'])

export function createFileSender(deps: FileSenderDeps) {
  const { storage, places, log, monotonic, limits = defaultLimits } = deps
  const files = new OpenedFiles(monotonic)

  async function openFile(key: string, { open, mayStillSee }: AskedFile): Promise<OpenedFile> {
    let isNew = false
    const opened = await files.open(key, () => {
      isNew = true
      return open()
    })
    if (isNew || mayStillSee === undefined || (await mayStillSee(opened))) return opened
    files.forget(key)
    return files.open(key, open)
  }

  async function read(
    key: string,
    asked: AskedFile,
    range: string,
    signal: AbortSignal,
  ): Promise<{ file: OpenedFile; body: StoredPart }> {
    const isHeld = files.has(key)
    const file = await openFile(key, asked)
    try {
      const body = await storage.get(file.address, signal, range)
      if (isHeld) noteSettled('file-address', 'lasted')
      return { file, body }
    } catch (error) {
      if (!isRefusal(error)) throw error
      if (isHeld) noteSettled('file-address', 'ended-early')
    }
    const again = await files.renew(key, file, asked.reopen)
    try {
      return { file: again, body: await storage.get(again.address, signal, range) }
    } catch (error) {
      if (!isRefusal(error)) throw error
      files.forget(key)
      throw new ProblemError('document-unavailable', 'The storage refused the file.', {
        cause: error,
      })
    }
  }

  return {
    /**
     * Answers with the file or the requested part of it. A storage that ignores ranges is streamed
     * whole, which the answer says.
     * @throws ProblemError those of `open`; `document-unavailable`, `range-invalid`,
     * `too-many-archives`, `archives-full`, `upstream-unavailable`, `upstream-timeout`
     */
    async send(c: AppContext, session: SessionClaims, asked: AskedFile) {
      const { corpId, userId } = session
      const release = places.take(session)
      const ending = new AbortController()
      const onEnd = (err?: unknown) => {
        if (err !== undefined) log.warn({ corpId, userId, err }, 'file broken off')
        ending.abort(new Error('nobody reads the file any more'))
        release()
      }
      try {
        const wanted = singleRange(c.req.header('range'))
        const key = JSON.stringify([corpId, userId, ...asked.id])
        // Whether the storage knows ranges shows only when one is asked for.
        const range = wanted ?? 'bytes=0-'
        const { file, body } = await read(key, asked, range, ending.signal)
        const { part, length } = body
        const size = part === null ? length : part.last - part.first + 1
        if (size !== null && size > limits.maxBytes)
          throw new ProblemError('document-unavailable', 'The file is too large to be sent.')
        const isShown = shownTypes.has(body.contentType) && c.req.query('save') === undefined
        c.header('content-type', shownTypes.has(body.contentType) ? body.contentType : otherType)
        c.header(
          'content-disposition',
          contentDisposition(isShown ? 'inline' : 'attachment', file.name ?? 'file'),
        )
        c.header('accept-ranges', part === null ? 'none' : 'bytes')
        if (size !== null) c.header('content-length', String(size))
        if (part !== null && wanted !== undefined)
          c.header('content-range', `bytes ${part.first}-${part.last}/${part.total}`)
        // nginx would buffer the answer, and the page would see no progress.
        c.header('x-accel-buffering', 'no')
        c.status(part !== null && wanted !== undefined ? 206 : 200)
        if (c.req.method === 'HEAD') {
          onEnd()
          return c.body(null)
        }
        return c.body(limitedBody(body.chunks, limits, onEnd))
      } catch (error) {
        onEnd()
        throw error
      }
    },
  }
}

const otherType = 'application/octet-stream'

function isRefusal(error: unknown): boolean {
  return error instanceof ProblemError && error.code === 'storage-refused'
}

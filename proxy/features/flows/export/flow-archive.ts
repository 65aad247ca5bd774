import { makeZip } from 'client-zip'
import type { FileLanguage } from '#shared/schemas/file-language.ts'
import type { FlowDocument } from '#shared/schemas/flow/flow-document.ts'
import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import type { Esign } from '#proxy/upstream/esign/esign.ts'
import type { StoredBody } from '#proxy/features/files/storage.ts'
import type { Logger } from '#proxy/base/log.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { asProblemError } from '#proxy/base/store/as-problem.ts'
import { onBehalfOf, type Requester } from '#proxy/base/limits/requester.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import { FileNames, folderName, missingNote, type Missing } from './archive-words.ts'

export type ArchivedFlow = {
  taskId: string
  title: string | null
  /** Whether a signed link alone lets the person see it. */
  byLink: boolean
  /** Its files, if already read. */
  documents?: readonly FlowDocument[]
}

export type ArchiveOrder = {
  session: SessionClaims
  requester: Requester
  flows: readonly ArchivedFlow[]
  /** Requested flows that are left out. */
  missing: readonly Missing[]
  language: FileLanguage
  /** Called once, whether the archive succeeds or fails. */
  onEnd: () => void
}

export type FlowArchiveDeps = {
  esign: Pick<Esign, 'getDocuments'>
  storage: { get(address: string, signal: AbortSignal): Promise<StoredBody> }
  auditLog: AuditLog
  log: Pick<Logger, 'info' | 'warn'>
  /** Milliseconds after which an archive ends if nobody reads it. */
  idleMs?: number
  /** Milliseconds after which it ends in any case. */
  maxMs?: number
}

type Entry = { name: string; lastModified: Date; input: AsyncIterable<Uint8Array> | string }

/** A slow connection may need this long for the buffered bytes. */
const defaultIdleMs = 120_000

/** Two hours: 50 contracts on a slow connection. */
const defaultMaxMs = 2 * 60 * 60_000

/**
 * One zip with the files of flows. Files are requested one after the other and streamed at the
 * reader's pace. They are stored uncompressed, as contracts are compressed already.
 */
export function streamArchive(
  deps: FlowArchiveDeps,
  order: ArchiveOrder,
): ReadableStream<Uint8Array> {
  const { log, idleMs = defaultIdleMs, maxMs = defaultMaxMs } = deps
  const { session, requester, flows, language, onEnd } = order
  const ending = new AbortController()
  const missing = [...order.missing]
  let files = 0
  let bytes = 0

  async function* entries(): AsyncGenerator<Entry> {
    for (const [index, flow] of flows.entries()) {
      const folder = flows.length === 1 ? '' : `${folderName(index + 1, flow.taskId, flow.title)}/`
      yield* entriesOf(flow, folder)
    }
    if (missing.length > 0) {
      const { name, text } = missingNote(missing, language)
      yield { name, lastModified: new Date(), input: text }
    }
  }

  async function* entriesOf(flow: ArchivedFlow, folder: string): AsyncGenerator<Entry> {
    const { taskId, title, byLink } = flow
    const names = new FileNames(language)
    const miss = (file: string | null, reason: Missing['reason']) =>
      missing.push({ taskId, title, file, reason })
    let documents: readonly FlowDocument[]
    try {
      await deps.auditLog.note(session, 'archive-taken', { taskId, byLink })
      documents = flow.documents ?? (await deps.esign.getDocuments(session.corpId, taskId))
    } catch (error) {
      noteFailure(error, taskId)
      miss(null, asProblemError(error).code)
      return
    }
    if (documents.length === 0) miss(null, 'no-files')
    for (const [index, document] of documents.entries()) {
      let body: StoredBody
      try {
        // One file at a time.
        body = await open(taskId, document, index)
      } catch (error) {
        noteFailure(error, taskId)
        miss(document.name ?? names.next(null, ''), asReason(error))
        continue
      }
      const name = names.next(document.name, body.contentType === 'application/pdf' ? '.pdf' : '')
      files += 1
      const input = contentOf(body, (error) => {
        noteFailure(error, taskId)
        miss(name, 'broken-off')
      })
      yield { name: folder + name, lastModified: new Date(), input }
    }
  }

  /** Requests a new address if the given one has expired. */
  async function open(taskId: string, document: FlowDocument, index: number): Promise<StoredBody> {
    if (document.url === null) throw new NoAddress()
    try {
      return await deps.storage.get(document.url, ending.signal)
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'storage-refused') throw error
      const documents = await deps.esign.getDocuments(session.corpId, taskId)
      const again =
        documents.find(({ fileId }) => fileId !== null && fileId === document.fileId) ??
        documents[index]
      if (again == null || again.url === null || again.url === document.url) throw error
      return deps.storage.get(again.url, ending.signal)
    }
  }

  /** A file that breaks off ends there; the next ones still arrive. */
  async function* contentOf(
    body: StoredBody,
    onBroken: (error: unknown) => void,
  ): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of body.chunks) {
        bytes += chunk.length
        yield chunk
      }
    } catch (error) {
      ending.signal.throwIfAborted()
      onBroken(error)
    }
  }

  function noteFailure(err: unknown, taskId: string): void {
    ending.signal.throwIfAborted()
    log.warn({ corpId: session.corpId, taskId, err }, 'file left out of an archive')
  }

  let isOver = false
  function end(outcome: 'complete' | 'cancelled' | 'failed'): void {
    if (isOver) return
    isOver = true
    clearTimeout(idle)
    clearTimeout(last)
    ending.abort(new Error('the archive is over'))
    const { corpId, userId } = session
    const counts = { flows: flows.length, files, missing: missing.length, bytes }
    log.info({ corpId, userId, outcome, ...counts }, 'archive')
    onEnd()
  }

  const source = makeZip(entries()).getReader()
  const breakOff = () => {
    end('cancelled')
    void source.cancel().catch(() => {})
  }
  const idle = setTimeout(breakOff, idleMs).unref()
  const last = setTimeout(breakOff, maxMs).unref()

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        idle.refresh()
        try {
          const { done, value } = await onBehalfOf(requester, () => source.read())
          if (!done) return controller.enqueue(value)
          // An archive that was not read to its end must not look complete.
          if (isOver) return controller.error(new Error('the archive took too long'))
          end('complete')
          controller.close()
        } catch (error) {
          if (!isOver) log.warn({ corpId: session.corpId, err: error }, 'archive aborted')
          end('failed')
          controller.error(error)
        }
      },
      async cancel() {
        end('cancelled')
        await source.cancel().catch(() => {})
      },
    },
    { highWaterMark: 0 },
  )
}

class NoAddress extends Error {}

function asReason(error: unknown): Missing['reason'] {
  return error instanceof NoAddress ? 'no-address' : asProblemError(error).code
}

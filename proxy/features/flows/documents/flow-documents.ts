import type { FlowDocument, FlowDocuments } from '#shared/schemas/flow/flow-document.ts'
import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import type { Esign } from '#proxy/upstream/esign/esign.ts'
import type { AskedFile } from '#proxy/features/files/file-sender.ts'
import type { OpenedFile } from '#proxy/features/files/opened-files.ts'
import type { FlowContexts } from '#proxy/features/flows/read/flow-contexts.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { withTimeout } from '#proxy/base/limits/with-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import type { DocumentStore } from './document-store.ts'
import type { StoredDocument } from '#proxy/base/store/flows/flow-types.ts'

export type FlowDocumentDeps = {
  esign: Pick<Esign, 'getDocuments' | 'getFile'>
  flowContexts: Pick<FlowContexts, 'recall' | 'forget'>
  book: DocumentStore
  auditLog: AuditLog
  /** Our public address, without a slash at the end. */
  publicUrl: string
  log: Pick<Logger, 'warn'>
}

type FileAsking = {
  /** Whether a signed link alone lets the person see the flow. */
  byLink: boolean
  /** Whether the page shows it without having been asked to, which opens nothing. */
  isShownByItself: boolean
}

/** The files of flows, for people who may see the flow. */
export type FlowDocumentsOf = {
  /** @throws ProblemError `flow-not-found`, `document-deleted`; why e签宝 could not be asked */
  list(session: SessionClaims, taskId: string): Promise<FlowDocuments>
  /**
   * One file, to be sent.
   * @param index in the list, from 0
   */
  file(session: SessionClaims, taskId: string, index: number, asking: FileAsking): AskedFile
}

/** How e签宝 refuses the files of a deleted flow. */
const missingCodes: ReadonlySet<string> = new Set(['upstream-rejected', 'flow-not-found'])

/** Sizes and pages are worth no longer wait, in milliseconds. */
const factsMs = 3000

/** Of more files, sizes and pages are not asked for. */
const mostFacts = 10

export function createFlowDocuments(deps: FlowDocumentDeps): FlowDocumentsOf {
  const { esign, flowContexts, book, auditLog, publicUrl, log } = deps

  async function read(session: SessionClaims, taskId: string): Promise<FlowDocument[]> {
    try {
      return await esign.getDocuments(session.corpId, taskId)
    } catch (error) {
      if (!(error instanceof ProblemError) || !missingCodes.has(error.code)) throw error
      const known = await flowContexts.recall(session, taskId).catch(() => null)
      if (known?.flow?.status !== 'deleted') throw error
      throw new ProblemError('document-deleted', 'The flow was deleted.', { cause: error })
    }
  }

  async function find(session: SessionClaims, taskId: string, index: number): Promise<OpenedFile> {
    const documents = await read(session, taskId)
    const document = documents[index]
    if (document === undefined)
      throw new ProblemError('document-not-found', 'The flow has no such file.')
    if (document.url === null)
      throw new ProblemError('document-unavailable', 'e签宝 gave no address of the file.')
    return { address: document.url, name: document.name, taskId }
  }

  /** Asks for what is not known yet; without an answer it stays unknown. */
  async function factsOf(corpId: string, file: StoredDocument): Promise<StoredDocument> {
    const { fileId } = file
    if (fileId === null || (file.bytes !== null && file.pages !== null)) return file
    const asked = esign.getFile(corpId, fileId).catch(() => null)
    const found = await withTimeout(asked, factsMs, () => null)
    return {
      ...file,
      bytes: file.bytes ?? found?.bytes ?? null,
      pages: file.pages ?? found?.pages ?? null,
    }
  }

  return {
    async list(session, taskId) {
      const { corpId } = session
      const [documents, known] = await Promise.all([
        read(session, taskId),
        flowContexts.recall(session, taskId).catch(() => null),
      ])
      const status = known?.flow?.status
      const earlier = known?.documents?.status === status ? known?.documents?.files : undefined
      const files = await Promise.all(
        documents.map(async ({ fileId, name }, index) => {
          const same = earlier?.find((file) => file.fileId !== null && file.fileId === fileId)
          const { bytes = null, pages = null } = same ?? {}
          const file = { fileId, name, bytes, pages }
          return index < mostFacts ? factsOf(corpId, file) : file
        }),
      )
      if (status !== undefined && JSON.stringify(files) !== JSON.stringify(earlier)) {
        await book.remember(corpId, taskId, { status, files }).then(
          () => flowContexts.forget(corpId, taskId),
          (err: unknown) => log.warn({ corpId, taskId, err }, 'files of a flow not stored'),
        )
      }
      const address = `${publicUrl}/api/flows/${taskId}`
      return {
        documents: files.map((file, index) => ({
          ...file,
          url: documents[index]?.url == null ? null : `${address}/documents/${index}/content`,
        })),
      }
    },

    file: (session, taskId, index, { byLink, isShownByItself }) => ({
      // Apart, so that opening it later is noted.
      id: ['flow', taskId, index, ...(isShownByItself ? ['by itself'] : [])],
      async open() {
        const file = await find(session, taskId, index)
        if (isShownByItself) return file
        await auditLog.note(session, 'documents-opened', { taskId, detail: file.name, byLink })
        return file
      },
      reopen: () => find(session, taskId, index),
    }),
  }
}

import type { FlowAccess, Asker } from '#proxy/features/access/flow-access.ts'
import { fromStore, persist, storeMs } from '#proxy/base/store/store-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { Esign } from '#proxy/upstream/esign/esign.ts'
import { esignProblem } from '#proxy/upstream/esign/wire/refusals.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { FileStore } from './file-store.ts'
import type { Clock } from '#shared/rules/time.ts'

/**
 * Files may be used by their uploader and by people of the flow started with them. Files not
 * uploaded here are only for people who see every flow of the corp, and those uploaded for another
 * corp for nobody.
 */
export type FileRights = {
  /** @throws ProblemError `store-unavailable` */
  noteUpload(asker: Asker, fileId: string): Promise<void>
  /**
   * Requires that the asker may use all files; missing files are refused in the same way.
   * @throws ProblemError `file-not-found`, `store-unavailable`
   */
  require(asker: Asker, fileIds: readonly string[]): Promise<void>
  /** Notes a flow that was started with the files. Never rejects, as the flow already exists. */
  noteStarted(corpId: string, fileIds: readonly string[], taskId: string): Promise<void>
}

export type FileRightsDeps = {
  book: FileStore
  /** Null if there is only one corp, whose files they all are. */
  esign: Pick<Esign, 'getFile'> | null
  access: Pick<FlowAccess, 'maySee' | 'seesAll'>
  log: Pick<Logger, 'warn'>
  now: Clock
}

export function createFileRights(deps: FileRightsDeps): FileRights {
  const { book, esign, access, log, now } = deps

  /**
   * One that was uploaded for another corp is refused in the words for one that e签宝 does not know,
   * without asking it. Others are looked up, as a start would refuse an unknown one in other words.
   */
  async function requireOwn(corpId: string, fileIds: readonly string[]): Promise<void> {
    if (esign === null || fileIds.length === 0) return
    if (await fromStore(book.isForeign(corpId, fileIds), storeMs))
      throw esignProblem('file-not-found')
    // Ends with the first that does not exist.
    for (const fileId of fileIds) await esign.getFile(corpId, fileId)
  }

  return {
    async noteUpload({ corpId, userId }, fileId) {
      await fromStore(book.noteUpload({ corpId, fileId, userId, at: now() }), storeMs)
    },

    async require(asker, fileIds) {
      const found = await fromStore(book.find(asker.corpId, fileIds), storeMs)
      const known = new Map(found.map((file) => [file.fileId, file]))
      const unknown = fileIds.filter((fileId) => !known.has(fileId))
      if (access.seesAll(asker)) await requireOwn(asker.corpId, unknown)
      for (const fileId of fileIds) {
        const file = known.get(fileId)
        if (file === undefined ? access.seesAll(asker) : file.userId === asker.userId) continue
        const taskId = file?.taskId ?? null
        if (taskId !== null && (await access.maySee(asker, taskId))) continue
        throw new ProblemError(
          'file-not-found',
          'There is no such file, or it belongs to somebody else.',
        )
      }
    },

    async noteStarted(corpId, fileIds, taskId) {
      await fromStore(
        persist(() => book.noteStarted(corpId, fileIds, taskId)),
        storeMs,
      ).catch((err: unknown) => {
        log.warn({ corpId, taskId, err }, 'files of the flow not stored')
      })
    },
  }
}

import { and, eq, inArray, ne } from 'drizzle-orm'
import type { Database } from '#proxy/base/store/database.ts'
import { uploadedFiles } from '#proxy/base/store/schema.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** Who uploaded which file, and the flow started with it. */
export type FileStore = {
  noteUpload(file: { corpId: string; fileId: string; userId: string; at: EpochMs }): Promise<void>
  find(corpId: string, fileIds: readonly string[]): Promise<UploadedBy[]>
  isForeign(corpId: string, fileIds: readonly string[]): Promise<boolean>
  noteStarted(corpId: string, fileIds: readonly string[], taskId: string): Promise<void>
}

export type UploadedBy = {
  fileId: string
  userId: string
  /** Null until a flow was started with it. */
  taskId: string | null
}

export function createFileStore(database: Database): FileStore {
  const isOneOf = (corpId: string, fileIds: readonly string[]) =>
    and(eq(uploadedFiles.corpId, corpId), inArray(uploadedFiles.fileId, [...fileIds]))

  return {
    async noteUpload(file) {
      await database.insert(uploadedFiles).values(file).onConflictDoNothing()
    },
    async find(corpId, fileIds) {
      const { fileId, userId, taskId } = uploadedFiles
      return database
        .select({ fileId, userId, taskId })
        .from(uploadedFiles)
        .where(isOneOf(corpId, fileIds))
    },
    async isForeign(corpId, fileIds) {
      const [found] = await database
        .select({ fileId: uploadedFiles.fileId })
        .from(uploadedFiles)
        .where(and(inArray(uploadedFiles.fileId, [...fileIds]), ne(uploadedFiles.corpId, corpId)))
        .limit(1)
      return found !== undefined
    },
    async noteStarted(corpId, fileIds, taskId) {
      await database.update(uploadedFiles).set({ taskId }).where(isOneOf(corpId, fileIds))
    },
  }
}

import { sql } from 'drizzle-orm'
import type { Database } from '#proxy/base/store/database.ts'
import { flowDocuments } from '#proxy/base/store/schema.ts'
import type { StoredDocuments } from '#proxy/base/store/flows/flow-types.ts'

export type DocumentStore = {
  /** Rejects if the flow itself is not stored. */
  remember(corpId: string, taskId: string, documents: StoredDocuments): Promise<void>
}

export function createDocumentStore(database: Database): DocumentStore {
  return {
    async remember(corpId, taskId, { status, files }) {
      await database
        .insert(flowDocuments)
        .values({ corpId, taskId, status, files })
        .onConflictDoUpdate({
          target: [flowDocuments.corpId, flowDocuments.taskId],
          set: { status: sql`excluded.status`, files: sql`excluded.files` },
        })
    },
  }
}

import type { Common } from '#proxy/common.ts'
import type { AccessFeature } from '#proxy/features/access/access-feature.ts'
import { createFilePlaces } from '#proxy/base/limits/download-places.ts'
import { createFileRights } from './file-rights.ts'
import { fileRoutes } from './file-routes.ts'
import { createFileSender } from './file-sender.ts'
import { createFileStore } from './file-store.ts'
import { createFileUploads } from './file-uploads.ts'
import { SpoolFolder } from './spool-folder.ts'
import { createStorage } from './storage.ts'

export type FilesFeature = Awaited<ReturnType<typeof createFilesFeature>>

/** Files on their way to and from e签宝's storage. */
export async function createFilesFeature(common: Common, { access }: { access: AccessFeature }) {
  const { config, dingtalk, store, upstream, log, now, monotonic } = common
  const { esign } = upstream
  const storage = createStorage(dingtalk.apiUrl)
  const spoolFolder = new SpoolFolder()
  await spoolFolder.removeStale(Date.now()).catch((err: unknown) => {
    log.warn({ err }, 'leftover uploads not deleted')
  })
  const rights = createFileRights({
    book: createFileStore(store.database),
    esign: dingtalk.corpId === null ? esign : null,
    access: access.flowAccess,
    log,
    now,
  })
  const uploads = createFileUploads({ esign, storage, spoolFolder, appKind: config.appKind })
  const places = createFilePlaces(config.appKind === 'third-party')
  return {
    storage,
    rights,
    uploads,
    sender: createFileSender({ storage, places, log, monotonic }),
    routes: fileRoutes({ uploads, rights }),
    /** Closes connections to the storage, and deletes partial uploads. */
    async close() {
      await Promise.all([storage.close(), spoolFolder.remove()])
    },
  }
}

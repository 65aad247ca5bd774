import { readUploadedFile, uploadFile } from '#web/api/queries/files/files.ts'
import { keptForPerson, listenToSessionEnd } from '#web/api/session/person-values.ts'
import { createDraftStore, type DraftStore } from './draft/draft-store.ts'
import { newKey } from './draft/new-key.ts'
import { createUploadQueue, type UploadQueue } from './files/upload-queue.ts'

/** A person's draft and its uploads. */
export type StartServices = {
  store: DraftStore
  uploads: UploadQueue
}

/** The services of this person, kept while the app is open. */
export const startServicesOf = keptForPerson(
  (client, session): StartServices => {
    const store = createDraftStore(session)
    const uploads = createUploadQueue({
      store,
      send: (file, options) => uploadFile(client, file, options),
      read: (fileId) => readUploadedFile(client, fileId),
      wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      newKey,
    })
    listenToSessionEnd(client, session, () => uploads.interrupt())
    return { store, uploads }
  },
  // Otherwise a polled file, or a start that fails, would store the deleted draft again.
  ({ store, uploads }) => {
    uploads.clear()
    store.end()
  },
)

import type { QueryClient } from '@tanstack/react-query'
import type { Session } from '#shared/schemas/session.ts'
import { readUploadedFile, uploadFile } from '#web/api/queries/files.ts'
import { sessionMemo, listenToSessionEnd } from '#web/api/session/session-memo.ts'
import { createDraftStore, type DraftStore } from './draft/draft-store.ts'
import { newKey } from './draft/new-key.ts'
import { createUploadQueue, type UploadQueue } from './files/upload-queue.ts'

/** A person's draft and its uploads. */
export interface StartServices {
  store: DraftStore
  uploads: UploadQueue
}

/** The services of this person, kept while the app is open. */
export function startServicesOf(client: QueryClient, session: Session): StartServices {
  const create = () => {
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
  }
  // Otherwise a polled file, or a start that fails, would store the deleted draft again.
  return sessionMemo(client, session, 'start-services', create, ({ store, uploads }) => {
    uploads.clear()
    store.end()
  })
}

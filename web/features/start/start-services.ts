import type { QueryClient } from '@tanstack/react-query'
import type { Session } from '#shared/schemas/session.ts'
import { readUploadedFile, uploadFile } from '#web/api/queries/files.ts'
import { keptFor, listenToLeft } from '#web/api/session/kept-for.ts'
import { createDraftStore, type DraftStore } from './draft/draft-store.ts'
import { newKey } from './draft/new-key.ts'
import { createUploadQueue, type UploadQueue } from './files/upload-queue.ts'

/** Somebody's draft, with its files under way. */
export interface StartServices {
  store: DraftStore
  uploads: UploadQueue
  /** After it, nothing is sent or stored any more. */
  end: () => void
}

/** The services of this person, the same for as long as the app is open. */
export function startServicesOf(client: QueryClient, session: Session): StartServices {
  return keptFor(client, session, 'start-services', () => {
    const store = createDraftStore(session)
    const uploads = createUploadQueue({
      store,
      send: (file, options) => uploadFile(client, file, options),
      read: (fileId) => readUploadedFile(client, fileId),
      wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      newKey,
    })
    const stopListening = listenToLeft(client, session, () => uploads.interrupt())
    const end = () => {
      stopListening()
      uploads.clear()
      store.end()
    }
    return { store, uploads, end }
  })
}

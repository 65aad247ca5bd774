import type { QueryClient } from '@tanstack/react-query'
import type { Session } from '#shared/session.ts'
import { readUploadedFile, uploadFile } from '#web/api/queries/files.ts'
import { createDraftStore, type DraftStore } from './draft/draft-store.ts'
import { newKey } from './draft/new-key.ts'
import { createUploadDesk, type UploadDesk } from './files/upload-desk.ts'

/** Somebody's draft, with its files under way. */
export interface StartDesk {
  store: DraftStore
  uploads: UploadDesk
}

/** The desk of this person, the same for as long as the app is open. */
export function deskOf(client: QueryClient, session: Session): StartDesk {
  const queryKey = ['start-desk', session.corpId, session.userId]
  const known = client.getQueryData<StartDesk>(queryKey)
  if (known !== undefined) return known
  const store = createDraftStore(session)
  const uploads = createUploadDesk({
    store,
    send: (file, options) => uploadFile(client, file, options),
    read: (fileId) => readUploadedFile(client, fileId),
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    newKey,
  })
  const desk = { store, uploads }
  client.setQueryDefaults(queryKey, { gcTime: Infinity })
  client.setQueryData(queryKey, desk)
  return desk
}

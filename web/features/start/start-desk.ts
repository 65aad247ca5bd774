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

const desks = new Map<string, StartDesk>()

/** The desk of this person, the same for as long as the app is open. */
export function deskOf(session: Session): StartDesk {
  const owner = `${session.corpId}/${session.userId}`
  const known = desks.get(owner)
  if (known !== undefined) return known
  const store = createDraftStore(session)
  const uploads = createUploadDesk({
    store,
    send: uploadFile,
    read: readUploadedFile,
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    newKey,
  })
  const desk = { store, uploads }
  desks.set(owner, desk)
  return desk
}

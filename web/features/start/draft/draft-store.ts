import { atom, type ReadableAtom } from 'nanostores'
import type { Session } from '#shared/schemas/session.ts'
import { draftKey } from '#web/api/device-cache/saved-draft.ts'
import { type Draft, emptyDraft } from './draft.ts'
import { loadDraft, storeDraft } from './stored-draft.ts'

/** A draft that outlives the page and the app. All windows share it. */
export type DraftStore = {
  draft: ReadableAtom<Draft>
  /** False if this device could not store the draft. */
  isKept: ReadableAtom<boolean>
  change: (update: (draft: Draft) => Draft) => void
  clear: () => void
  /** The draft as any window last stored it, even if this window got no event. */
  readLatest: () => Draft
  /** From now on, storage is not written any more. */
  end: () => void
}

export function createDraftStore(session: Session): DraftStore {
  const draft = atom(loadDraft(session))
  const isKept = atom(true)
  let hasEnded = false
  const change = (update: (draft: Draft) => Draft) => {
    draft.set(update(draft.get()))
    if (hasEnded) return
    isKept.set(storeDraft(session, draft.get()))
  }
  const follow = ({ key }: StorageEvent) => {
    if (key === draftKey(session)) draft.set(loadDraft(session))
  }
  window.addEventListener('storage', follow)
  const end = () => {
    hasEnded = true
    window.removeEventListener('storage', follow)
  }
  const readLatest = () => (isKept.get() ? loadDraft(session) : draft.get())
  return { draft, isKept, change, clear: () => change(() => emptyDraft), readLatest, end }
}

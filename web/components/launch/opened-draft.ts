import { atom } from 'nanostores'

/** Task id of a draft whose page of e签宝 was opened by this page of ours, to be finished there. */
export const openedDraft = atom<string | null>(null)

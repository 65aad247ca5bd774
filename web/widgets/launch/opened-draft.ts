import { atom } from 'nanostores'

/** The task id of a draft whose e签宝 page was opened from here. */
export const openedDraft = atom<string | null>(null)

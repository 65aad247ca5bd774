import { atom } from 'nanostores'

/** The contract that the home page shows beside the list; null for none. */
export const shownFirst = atom<string | null>(null)

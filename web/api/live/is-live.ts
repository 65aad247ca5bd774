import { atom } from 'nanostores'

/** Whether the proxy tells the page of changes right now, so that it need not ask so often. */
export const isLive = atom(false)

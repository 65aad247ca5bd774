import { atom } from 'nanostores'
import type { Session } from '#shared/session.ts'

/** Who is signed in, as the proxy said last; null until it has, and after signing out. */
export const signedIn = atom<Session | null>(null)

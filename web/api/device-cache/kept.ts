import { atom } from 'nanostores'
import type { FlowView } from '#shared/flow.ts'
import type { Session } from '#shared/session.ts'
import {
  type KeptView,
  readSession,
  readView,
  removeAll,
  removeView,
  writeSession,
  writeView,
} from './kept-store.ts'
import { forgetBanner, forgetBannersBut, keepBanner } from './kept-banners.ts'
import { keptOwner } from './kept-owner.ts'
import { sessionNote } from '#web/api/session/session-note.ts'
import { signedIn } from '#web/api/session/signed-in.ts'

/**
 * What this device keeps from earlier visits, for the time until the proxy has answered. Only for
 * the person whose session is there, as the proxy's note beside it says; and only by the very build
 * that is to show it, for shapes change. Nothing here fails: what cannot be kept is not there.
 */

/** Not worth waiting longer for, milliseconds. */
const patience = 3000

/** Who was signed in here before, until the proxy says who is. */
export const keptSession = atom<Session | null>(null)

let opened: Promise<void> | null = null

function read<Value>(work: Promise<Value>): Promise<Value | null> {
  return Promise.race([
    work.catch(() => null),
    new Promise<null>((resolve) => {
      setTimeout(() => resolve(null), patience)
    }),
  ])
}

let written: Promise<unknown> = Promise.resolve()

/** One after the other: making room for somebody must not take what they keep. */
function write(work: () => Promise<unknown>): Promise<void> {
  const done = written.then(work).then(
    () => {},
    () => {},
  )
  written = done
  return done
}

/** Settles once it is known who was signed in here before, within three seconds. */
export function keptOpened(): Promise<void> {
  opened ??= lookForSession()
  return opened
}

async function lookForSession(): Promise<void> {
  const owner = keptOwner()
  if (owner === null) return
  const session = await read(readSession(owner))
  // Somebody may have signed in meanwhile, or out.
  if (signedIn.get() === null && keptOwner() === owner) keptSession.set(session)
}

/** Who is signed in now is known. What another person left on this device goes. */
export async function keepSession(session: Session): Promise<void> {
  keptSession.set(null)
  const owner = keptOwner()
  forgetBannersBut(owner)
  if (owner === null) return
  await write(() => writeSession(owner, session))
}

/** The flow as this person last saw it on this device. Settles within three seconds. */
export async function keptView(taskId: string): Promise<KeptView | null> {
  const owner = keptOwner()
  if (owner === null) return null
  return read(readView(owner, taskId))
}

/**
 * Keeps a flow that was just read.
 * @param noteBefore the session's note when it was asked for: an answer that was meant for somebody
 *   who has left since is nothing to keep
 */
export async function keepView(
  taskId: string,
  view: FlowView,
  noteBefore: string | null,
): Promise<void> {
  const note = sessionNote()
  const owner = keptOwner(note)
  if (owner === null || (noteBefore !== null && noteBefore !== note)) return
  keepBanner(owner, taskId, view.flow)
  const kept = { view, at: Date.now() }
  await write(() => writeView(owner, taskId, kept))
}

/** Lets go of a flow that this person may not see, or that is gone. */
export async function forgetView(taskId: string): Promise<void> {
  const owner = keptOwner()
  if (owner !== null) forgetBanner(owner, taskId)
  await write(() => removeView(taskId))
}

/** Lets go of everything. */
export async function forgetAll(): Promise<void> {
  keptSession.set(null)
  forgetBannersBut(null)
  await write(removeAll)
}

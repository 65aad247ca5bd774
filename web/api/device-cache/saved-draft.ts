import type { Session } from '#shared/schemas/session.ts'
import { readStored, writeStored } from '#web/api/device-cache/stored.ts'

const keyStart = 'start-draft:'

/** The storage key of a draft that was not sent. */
export const draftKey = ({ corpId, userId }: Session): string => `${keyStart}${corpId}/${userId}`

/** A draft that was not changed for this long expires; milliseconds. */
const keptMs = 30 * 24 * 60 * 60_000

/** What this person stored with `storeDraft`; null without a draft. Forgets an expired one. */
export function readSavedDraft(session: Session, now: number): unknown {
  return readDraft(draftKey(session), now)
}

function readDraft(key: string, now: number): unknown {
  try {
    const kept: unknown = JSON.parse(readStored(key) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return null
    const { savedAt, draft }: { savedAt?: unknown; draft?: unknown } = kept
    if (typeof savedAt === 'number' && now - savedAt < keptMs) return draft ?? null
    writeStored(key, null)
    return null
  } catch {
    return null
  }
}

/** Deletes the expired drafts of everybody on this device. */
export function forgetExpiredDrafts(now: number): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(keyStart)) readDraft(key, now)
  } catch {
    // Without storage there are no drafts.
  }
}

/** The fields that name the draft; `features/start` writes it. */
type NamedDraft = { title?: unknown; files?: { name?: unknown }[] } | null

/**
 * The draft's title, else the name of its first file without extension, else ''. Null without a
 * draft.
 */
export function savedDraftTitle(session: Session): string | null {
  try {
    // Values of other types are handled below.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const draft = readSavedDraft(session, Date.now()) as NamedDraft
    if (draft === null) return null
    const { title, files = [] } = draft
    if (typeof title === 'string' && title !== '') return title
    const name = files[0]?.name
    return typeof name === 'string' ? name.replace(/\.\w+$/, '') : ''
  } catch {
    return null
  }
}

export function forgetDraft(session: Session): void {
  writeStored(draftKey(session), null)
}

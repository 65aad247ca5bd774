import type { Session } from '#shared/schemas/session.ts'
import { readStored, writeStored } from '#web/api/device-cache/stored.ts'

/** The storage key of a draft that was not sent. */
export const draftKey = ({ corpId, userId }: Session): string => `start-draft:${corpId}/${userId}`

/** The fields that name the draft; `features/start` writes it. */
interface KeptDraft {
  draft?: { title?: unknown; files?: { name?: unknown }[] }
}

/**
 * The draft's title, else the name of its first file without extension, else ''. Null without a
 * draft.
 */
export function savedDraftTitle(session: Session): string | null {
  try {
    const kept = readStored(draftKey(session))
    if (kept === null) return null
    // Values of other types are handled below.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const { draft } = JSON.parse(kept) as KeptDraft
    const { title, files = [] } = draft ?? {}
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

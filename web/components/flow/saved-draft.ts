import type { Session } from '#shared/schemas/session.ts'

/** Where this device keeps the contract that somebody has begun to start and not sent. */
export const draftKey = ({ corpId, userId }: Session): string => `start-draft:${corpId}/${userId}`

/** As much of the kept draft as tells which it is; `features/start` writes it. */
interface KeptDraft {
  draft?: { title?: unknown; files?: { name?: unknown }[] }
}

/**
 * What the draft on this device is called: its title, else its first file without the ending, else
 * nothing (''). Null where there is no draft.
 */
export function savedDraftTitle(session: Session): string | null {
  try {
    const kept = localStorage.getItem(draftKey(session))
    if (kept === null) return null
    // Whatever is odd in it ends below.
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

import type { FlowDraft } from '#shared/schemas/flow/flow-draft.ts'
import { dateTimeText } from '#web/i18n/time-format.ts'
import { deviceZone } from '#web/i18n/wall-time.ts'
import { type Draft, emptyDraft, signerTextsOf, toParty, toStartFlowDraft } from './draft.ts'
import { newKey } from './new-key.ts'

export type DraftFromFlow = {
  draft: Draft
  /** The keys of files that have to be chosen again. */
  gone: string[]
}

/**
 * The form filled in like another contract. What is not known stays empty.
 * @param now epoch milliseconds, from which the deadline has the same length
 */
export function draftFromFlow(flow: FlowDraft, now: number): DraftFromFlow {
  const files = flow.files.map((file) => ({ ...file, key: newKey() }))
  const orders = flow.signers.map(({ order = null }) => order)
  const { deadlineMs } = flow
  return {
    draft: {
      ...emptyDraft,
      title: flow.title ?? '',
      files: files.map(({ key, name, size, kind, fileId, pages, state }) =>
        state === 'failed'
          ? { key, name, size: 0, kind, fileId: null, pages: null }
          : { key, name, size: size ?? 0, kind, fileId, pages },
      ),
      signers: flow.signers.map((signer, index) => ({
        key: newKey(),
        ...toParty(signer),
        ...signerTextsOf(signer),
        seals: signer.seals,
        withPrevious:
          index > 0 && (signer.order ?? null) !== null && signer.order === orders[index - 1],
      })),
      inOrder: new Set(orders.filter((order) => order !== null)).size > 1,
      copies: flow.copies.map((copy) => ({ key: newKey(), ...toParty(copy) })),
      deadline: deadlineMs === null || deadlineMs <= 0 ? '' : localTime(now + deadlineMs),
    },
    gone: files.filter(({ state }) => state === 'failed').map(({ key }) => key),
  }
}

/** Whether two drafts start the same contract, but for the deadline, which depends on the clock. */
export function isSameContent(one: Draft, other: Draft): boolean {
  const contentOf = (draft: Draft) => {
    // Without an id it is the key that counts, which is another one each time.
    const files = draft.files.map((file) => ({ ...file, fileId: file.fileId ?? '' }))
    return JSON.stringify(toStartFlowDraft({ ...draft, files, deadline: '' }, 'direct'))
  }
  return contentOf(one) === contentOf(other)
}

/** In the draft's format: `2026-11-27T23:59`. */
function localTime(time: number): string {
  return dateTimeText(time, deviceZone).slice(0, 16).replace(' ', 'T')
}

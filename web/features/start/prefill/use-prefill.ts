import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useSearch } from 'wouter'
import { readFlowDraft } from '#web/api/queries/flow-actions.ts'
import { changeSearch } from '#web/components/page/navigation.ts'
import { isEmpty } from '../draft/draft.ts'
import { type DraftFromFlow, draftFromFlow, isSameContent } from '../draft/draft-from-flow.ts'
import type { StartServices } from '../start-services.ts'

/**
 * Filling in the form like the contract that the address names.
 * - `asking` whether it may replace the kept draft, which is about something else.
 * - `filled`: the title of that contract, null if it has none; whether any file came along.
 */
export type PrefillState =
  | { stage: 'none' | 'reading' }
  | { stage: 'failed'; error: unknown }
  | { stage: 'asking'; title: string | null; from: DraftFromFlow }
  | { stage: 'filled'; title: string | null; hasFiles: boolean }

type Prefill = {
  state: PrefillState
  /** While `asking`: replaces the kept draft. */
  use: () => void
  /** While `asking`: keeps the kept draft. */
  keep: () => void
  /** After `failed`. */
  retry: () => void
  /** What it was filled in from is no longer said. */
  forget: () => void
}

/** @param onFilled called once the draft has the content of the other contract */
export function usePrefill(services: StartServices, onFilled: () => void): Prefill {
  const client = useQueryClient()
  const taskId = new URLSearchParams(useSearch()).get('from')
  const [round, setRound] = useState(0)
  const [state, setState] = useState<PrefillState>({ stage: taskId === null ? 'none' : 'reading' })

  const fill = (title: string | null, { draft, gone }: DraftFromFlow) => {
    const { store, uploads } = services
    if (!isSameContent(store.draft.get(), draft)) {
      uploads.clear()
      store.change(() => draft)
      uploads.markGone(gone)
    }
    end({ stage: 'filled', title, hasFiles: draft.files.length > gone.length })
    onFilled()
  }
  const end = (last: PrefillState) => {
    setState(last)
    // A reload must not fill it in again.
    changeSearch('')
  }

  useEffect(() => {
    if (taskId === null) return undefined
    let isCurrent = true
    setState({ stage: 'reading' })
    readFlowDraft(client, taskId).then(
      (flow) => {
        if (!isCurrent) return
        const from = draftFromFlow(flow, Date.now())
        const kept = services.store.draft.get()
        if (isEmpty(kept) || isSameContent(kept, from.draft)) fill(flow.title, from)
        else setState({ stage: 'asking', title: flow.title, from })
      },
      (error: unknown) => {
        if (isCurrent) setState({ stage: 'failed', error })
      },
    )
    return () => {
      isCurrent = false
    }
    // The other values are used only once the answer is there.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [client, taskId, round])

  return {
    state,
    use: () => {
      if (state.stage === 'asking') fill(state.title, state.from)
    },
    keep: () => end({ stage: 'none' }),
    retry: () => setRound(round + 1),
    forget: () => setState((before) => (before.stage === 'filled' ? { stage: 'none' } : before)),
  }
}

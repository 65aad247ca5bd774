import { useCallback, useState } from 'react'
import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import { loadAgain } from '#web/api/http/load-again.ts'
import { loadAnimated } from '#web/components/overlay/animated.ts'
import { notify } from '#web/components/overlay/notify.ts'
import { useWords, words } from '#web/i18n/words.ts'
import type { chooseParts as loadedParts } from './choose-parts.tsx'
import type { ChosenFlows } from './chosen-flows.ts'

type Parts = typeof loadedParts

/** Selection mode with its lazy components. */
export type Choosing = ChosenFlows & { parts: Parts }

/**
 * Selection mode of a list; null while it is off.
 * @param listKey identifies the list; another list starts without a selection
 */
export function useChoosing(listKey: string): {
  choosing: Choosing | null
  begin: () => Promise<void>
} {
  const t = useWords(words.page)
  const [parts, setParts] = useState<Parts | null>(null)
  const [state, setState] = useState<{
    listKey: string
    chosen: ReadonlyMap<string, ListedFlow>
  } | null>(null)
  const set = useCallback(
    (chosen: ReadonlyMap<string, ListedFlow>) => setState({ listKey, chosen }),
    [listKey],
  )
  const leave = useCallback(() => setState(null), [])
  const begin = async () => {
    try {
      const [{ chooseParts }] = await Promise.all([
        loadAgain(() => import('./choose-parts.tsx')),
        loadAnimated(),
      ])
      setParts(chooseParts)
      set(new Map())
    } catch {
      notify(t.noNetwork, 'fail')
    }
  }
  const isThis = parts !== null && state !== null && state.listKey === listKey
  return { choosing: isThis ? { parts, chosen: state.chosen, set, leave } : null, begin }
}

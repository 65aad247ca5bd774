import { createContext, useContext } from 'react'
import type { LaunchKind } from '#shared/rules/start-flow/start-flow-draft.ts'
import type { Draft } from './draft/draft.ts'
import type { StartServices } from './start-services.ts'
import type { StartRule } from './draft/start-issues.ts'

/** The state shared by all parts of the form. */
export type StartForm = {
  draft: Draft
  /** How the draft will be started. */
  launch: LaunchKind
  services: StartServices
  change: (update: (draft: Draft) => Draft) => void
  /** The issues to show for a row of the page or an entry of a list. */
  rulesAt: (id: string) => StartRule[]
  /** Marks a row as touched, so that its issues are shown. */
  touch: (id: string) => void
}

export const StartFormContext = createContext<StartForm | null>(null)

export function useStartForm(): StartForm {
  const form = useContext(StartFormContext)
  if (form === null) throw new Error('a part of the form outside of it')
  return form
}

import { createContext, useContext } from 'react'
import type { LaunchKind } from '#shared/rules/start-flow-draft.ts'
import type { Draft } from './draft/draft.ts'
import type { StartServices } from './start-services.ts'
import type { StartRule } from './draft/start-issues.ts'

/** What all parts of the form share. */
export interface StartForm {
  draft: Draft
  /** The way in which the draft is going to be started. */
  launch: LaunchKind
  services: StartServices
  change: (update: (draft: Draft) => Draft) => void
  /** What is wrong at a row of the page, or an entry of a list, and worth telling now. */
  rulesAt: (id: string) => StartRule[]
  /** Somebody has been at this row, so what is wrong there may be told. */
  touch: (id: string) => void
}

export const StartFormContext = createContext<StartForm | null>(null)

export function useStartForm(): StartForm {
  const form = useContext(StartFormContext)
  if (form === null) throw new Error('a part of the form outside of it')
  return form
}

import { createContext, useContext } from 'react'
import type { LaunchKind } from '#shared/start-flow-draft.ts'
import type { Draft } from './draft/draft.ts'
import type { StartDesk } from './start-desk.ts'
import type { StartRule } from './draft/start-issues.ts'

/** What all parts of the form share. */
export interface StartForm {
  draft: Draft
  /** The way in which the draft is going to be started. */
  launch: LaunchKind
  desk: StartDesk
  change: (update: (draft: Draft) => Draft) => void
  /** What is wrong at an element of the page and worth telling now; null for nothing. */
  ruleAt: (fieldId: string) => StartRule | null
  /** Somebody has been at this element, so what is wrong there may be told. */
  touch: (fieldId: string) => void
}

export const StartFormContext = createContext<StartForm | null>(null)

export function useStartForm(): StartForm {
  const form = useContext(StartFormContext)
  if (form === null) throw new Error('a part of the form outside of it')
  return form
}

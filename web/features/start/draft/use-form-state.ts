import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { LaunchKind } from '#shared/rules/start-flow/start-flow-draft.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { leadTo } from '../focus-on.ts'
import type { StartServices } from '../start-services.ts'
import type { StartForm } from '../start-form.ts'
import { findIssues, isIssueOf, type StartIssue, type StartRule } from './start-issues.ts'
import { useStore } from '#web/components/use-store.ts'

/** Shown only on submit, because such a file needs no action before. */
const quietRules: readonly StartRule[] = ['file-under-way', 'file-not-ready']

export type FormState = {
  issues: readonly StartIssue[]
  /** Shows all issues from now on, and scrolls to the first one. */
  showIssues: () => void
  isShowing: boolean
  /** Shows issues only of touched fields again, as in a new form. */
  forgetTouches: () => void
} & StartForm

/** The draft and its issues, without those of untouched fields. */
export function useFormState(services: StartServices, launches: readonly LaunchKind[]): FormState {
  const draft = useStore(services.store.draft)
  const uploads = useStore(services.uploads.states)
  const now = useNow()
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const [shown, setShown] = useState(0)
  const chosen = draft.launch ?? 'direct'
  const launch = launches.includes(chosen) ? chosen : (launches[0] ?? 'page')
  const issues = useMemo(
    () => findIssues(draft, launch, uploads, now),
    [draft, launch, uploads, now],
  )

  const latest = useRef(issues)
  useEffect(() => {
    latest.current = issues
  })
  useEffect(() => {
    const first = latest.current[0]
    if (shown > 0 && first !== undefined) leadTo(first.rowId)
  }, [shown])

  const touch = useCallback((id: string) => {
    setTouched((known) => (known.has(id) ? known : new Set(known).add(id)))
  }, [])
  const rulesAt = (id: string) => {
    const isShown = (rule: StartRule) =>
      shown > 0 || (touched.has(id) && !quietRules.includes(rule))
    const rules = issues.filter((issue) => isIssueOf(issue, id)).map(({ rule }) => rule)
    return [...new Set(rules.filter(isShown))]
  }
  return {
    draft,
    launch,
    services,
    change: services.store.change,
    rulesAt,
    touch,
    issues,
    showIssues: () => setShown((count) => count + 1),
    isShowing: shown > 0,
    forgetTouches: () => {
      setTouched(new Set())
      setShown(0)
    },
  }
}

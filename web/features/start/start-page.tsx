import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { LaunchKind } from '../../../shared/start-flow-draft.ts'
import { readinessQuery } from '../../api/readiness.ts'
import { useSession } from '../../api/session-query.ts'
import { Page } from '../../components/page.tsx'
import { ReadinessCard } from '../../components/readiness-card.tsx'
import { ReturnNote } from '../../components/return-note.tsx'
import { useCorpNews } from '../../components/use-corp-news.ts'
import { useWords } from '../../i18n/words.ts'
import { CopiesSection } from './copies-section.tsx'
import { DeadlineSection, TitleSection } from './details-section.tsx'
import { DraftNotes } from './draft-notes.tsx'
import { FilesSection } from './files-section.tsx'
import { LaunchSection } from './launch-section.tsx'
import { LeaveGuard } from './leave-guard.tsx'
import { SignersSection } from './signers-section.tsx'
import { deskOf } from './start-desk.ts'
import { StartFormContext } from './start-form.ts'
import { startWords } from './start-words.ts'
import './start.css'
import { StartedCard } from './started-card.tsx'
import { SubmitBar } from './submit-bar.tsx'
import { useFormState } from './use-form-state.ts'
import { useSubmit } from './use-submit.ts'

/** While it is not known which of them there are. */
const allLaunches: readonly LaunchKind[] = ['direct', 'page']

/** Starts a contract: which files, who signs, and how. */
export function StartPage() {
  const t = useWords(startWords)
  const session = useSession()
  const [desk] = useState(() => deskOf(session))
  const { data: readiness, isPending } = useQuery(readinessQuery)
  useCorpNews()
  const offered = readiness?.launches
  const launches = useMemo(
    () => allLaunches.filter((launch) => offered?.includes(launch) ?? true),
    [offered],
  )
  const form = useFormState(desk, launches)
  const submit = useSubmit(form)
  const { state } = submit
  if (state.stage === 'started')
    return (
      <Page title={t.pageTitle} leadsHome={state.taskId === null}>
        <StartedCard taskId={state.taskId} address={state.address} />
      </Page>
    )
  const trySubmit = () => {
    if (form.issues.length > 0) form.showIssues()
    else submit.submit()
  }
  return (
    <Page title={t.pageTitle}>
      <h1 className="visually-hidden">{t.pageTitle}</h1>
      <ReturnNote />
      <ReadinessCard returnTo="/start" />
      <StartFormContext value={form}>
        {/* The enter key in a field must not start a contract. */}
        <form noValidate onSubmit={(event) => event.preventDefault()}>
          <DraftNotes desk={desk} onClear={form.forgetTouches} />
          {isPending ? <LaunchPlaceholder /> : <LaunchSection launches={launches} />}
          <FilesSection />
          <TitleSection />
          <SignersSection />
          <CopiesSection />
          {form.launch === 'direct' && <DeadlineSection />}
          <SubmitBar
            form={form}
            submit={submit}
            onSubmit={trySubmit}
            isNotReady={readiness?.checks.some((check) => check.state === 'missing') === true}
          />
        </form>
      </StartFormContext>
      <LeaveGuard desk={desk} />
    </Page>
  )
}

function LaunchPlaceholder() {
  return (
    <div className="card" aria-hidden="true">
      <i className="bone" />
      <i className="bone bone-short" />
    </div>
  )
}

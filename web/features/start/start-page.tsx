import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Fragment, useMemo, useState } from 'react'
import type { LaunchKind } from '#shared/rules/start-flow-draft.ts'
import { hasCode } from '#web/api/http/api-error.ts'
import { readinessQuery } from '#web/api/queries/readiness.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { LazyFailurePage } from '#web/components/failure/lazy-failure-page.tsx'
import { ReturnNote } from '#web/components/launch/return-note.tsx'
import { Page } from '#web/components/page/page.tsx'
import { useCorpChanges } from '#web/components/page/use-corp-changes.ts'
import { ReadinessCard } from '#web/components/readiness/readiness-card.tsx'
import { useWords } from '#web/i18n/words.ts'
import { DraftHead } from './draft-head.tsx'
import { useFormState } from './draft/use-form-state.ts'
import { FilesSection } from './files/files-section.tsx'
import { LeaveGuard } from './leave-guard.tsx'
import { SignersSection } from './people/signers-section.tsx'
import { SettingsSection } from './settings/settings-section.tsx'
import { startServicesOf } from './start-services.ts'
import { StartFormContext } from './start-form.ts'
import { startWords } from './start-words.ts'
import './start.css'
import { Started } from './started.tsx'
import { SubmitBar } from './submit-bar.tsx'
import { TitleSection } from './title-section.tsx'
import { useSubmit } from './use-submit.ts'

/** Used until it is known which of them are available. */
const allLaunches: readonly LaunchKind[] = ['direct', 'page']

/** Starts a contract: files, signers, and settings. */
export function StartPage() {
  const t = useWords(startWords)
  const session = useSession()
  const client = useQueryClient()
  const [services] = useState(() => startServicesOf(client, session))
  const { data: readiness, isPending, error } = useQuery(readinessQuery)
  useCorpChanges(null)
  const offered = readiness?.launches
  const launches = useMemo(
    () => allLaunches.filter((launch) => offered?.includes(launch) ?? true),
    [offered],
  )
  const form = useFormState(services, launches)
  const [clearings, setClearings] = useState(0)
  const { state, submit, resubmit, startOver } = useSubmit(form)
  const forget = () => {
    form.forgetTouches()
    setClearings(clearings + 1)
  }
  if (state.stage === 'started')
    return (
      <Page title={t.pageTitle}>
        <Started
          taskId={state.taskId}
          address={state.address}
          onAgain={() => {
            forget()
            startOver()
          }}
        />
      </Page>
    )
  if (hasCode(error, 'subscription-ended'))
    return (
      <Page title={t.pageTitle} hasLanguage>
        <LazyFailurePage error={error} />
      </Page>
    )
  const unlessWrong = (send: () => void) => (form.issues.length > 0 ? form.showIssues : send)
  return (
    <Page title={t.pageTitle}>
      <h1 className="visually-hidden">{t.pageTitle}</h1>
      <ReturnNote />
      <ReadinessCard returnTo="/start" />
      <StartFormContext value={form}>
        {/* Changes while the draft is being sent would be lost with it. */}
        <div className="start-form" inert={state.stage === 'submitting'}>
          <DraftHead services={services} onClear={forget} />
          <FilesSection />
          <TitleSection />
          {/* Also resets the sheets and what was typed there. */}
          <Fragment key={clearings}>
            <SignersSection />
            <SettingsSection launches={isPending ? null : launches} />
          </Fragment>
        </div>
        <SubmitBar
          form={form}
          state={state}
          onSubmit={unlessWrong(submit)}
          onResubmit={unlessWrong(resubmit)}
          isNotReady={readiness?.checks.some((check) => check.state === 'missing') === true}
        />
      </StartFormContext>
      <LeaveGuard services={services} />
    </Page>
  )
}

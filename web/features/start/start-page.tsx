import Card from 'antd-mobile/es/components/card'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Fragment, useMemo, useState } from 'react'
import type { LaunchKind } from '#shared/rules/start-flow-draft.ts'
import { readinessQuery } from '#web/api/queries/readiness.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { ReturnNote } from '#web/widgets/launch/return-note.tsx'
import { Page } from '#web/components/page/page.tsx'
import { PageBar } from '#web/components/page/page-bar.tsx'
import { PageHeader } from '#web/components/page/page-header.tsx'
import { useCorpChanges } from '#web/widgets/readiness/use-corp-changes.ts'
import { ReadinessCard } from '#web/widgets/readiness/readiness-card.tsx'
import { useIsWide } from '#web/components/use-is-wide.ts'
import { useWords } from '#web/i18n/words.ts'
import { DraftHead } from './draft-head.tsx'
import { isEmpty } from './draft/draft.ts'
import { entryId, fieldIds } from './draft/start-issues.ts'
import { useFormState } from './draft/use-form-state.ts'
import { FilesSection } from './files/files-section.tsx'
import { LeaveGuard } from './leave-guard.tsx'
import { SignersSection } from './people/signers-section.tsx'
import { PrefillNotes } from './prefill/prefill-notes.tsx'
import { usePrefill } from './prefill/use-prefill.ts'
import { ReviewContent } from './review/review-content.tsx'
import { ReviewSheet } from './review/review-sheet.tsx'
import { reviewWords } from './review/review-words.ts'
import { useReview } from './review/use-review.ts'
import { SettingsSection } from './settings/settings-section.tsx'
import { startServicesOf } from './start-services.ts'
import { StartFormContext } from './start-form.ts'
import { startWords } from './start-words.ts'
import './start.css'
import { Started } from './started.tsx'
import { blockerOf } from './submit/blocker.ts'
import { Outcome } from './submit/outcome.tsx'
import { SubmitButtons, SubmitNote } from './submit/submit-buttons.tsx'
import { TitleSection } from './title-section.tsx'
import { useSubmit } from './use-submit.ts'

/** Used until it is known which of them are available. */
const allLaunches: readonly LaunchKind[] = ['direct', 'page']

/** Starts a contract: files, signers, and settings. */
export function StartPage() {
  const t = useWords(startWords)
  const tReview = useWords(reviewWords)
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
  const [isRestored, setRestored] = useState(() => !isEmpty(services.store.draft.get()))
  const [renewals, setRenewals] = useState(0)
  const { state, submit, unlock, startOver } = useSubmit(form)
  const review = useReview(form, submit)
  /** The draft is another one from now on. */
  const renew = () => {
    form.forgetTouches()
    review.forget()
    setRestored(false)
    setRenewals((count) => count + 1)
  }
  const prefill = usePrefill(services, () => {
    renew()
    const { signers } = services.store.draft.get()
    for (const id of [...Object.values(fieldIds), ...signers.map(({ key }) => entryId(key))])
      form.touch(id)
  })
  const hasHeader = useIsWide(768)
  const isWide = useIsWide(1200)
  if (state.stage === 'started')
    return (
      <Page title={t.pageTitle}>
        <Started
          taskId={state.taskId}
          address={state.address}
          onAgain={() => {
            renew()
            startOver()
          }}
        />
      </Page>
    )
  const isLocked = state.stage === 'doubtful'
  // Changes while the draft is being sent, or filled in, would be lost with it.
  const isInert = isLocked || state.stage === 'submitting' || prefill.state.stage === 'reading'
  const blocker = blockerOf(readiness, error)
  const contractsLeft = readiness?.contractsLeft ?? null
  const note = !isLocked && <SubmitNote form={form} blocker={blocker} readiness={readiness} />
  const buttons = (
    <SubmitButtons
      form={form}
      state={state}
      blocker={blocker}
      isBlock={isWide}
      onSubmit={review.open}
      onUnlock={() => {
        unlock()
        // On e签宝's page the contract is looked at anyway.
        if (form.launch === 'direct' && blocker === null) review.open()
      }}
    />
  )
  const head = (
    <DraftHead
      services={services}
      isRestored={isRestored}
      isLocked={isInert}
      onClear={() => {
        renew()
        prefill.forget()
      }}
    />
  )
  return (
    <Page title={t.pageTitle} hasColumns>
      <StartFormContext value={form}>
        {hasHeader ? (
          <PageHeader hasHome={false} head={head} note={!isWide && note}>
            {!isWide && buttons}
          </PageHeader>
        ) : (
          head
        )}
        <ReturnNote />
        <PrefillNotes prefill={prefill} />
        <div className="start-columns">
          <div>
            <ReadinessCard returnTo="/start" />
            <div className={isLocked ? 'start-form is-locked' : 'start-form'} inert={isInert}>
              <FilesSection />
              <TitleSection />
              {/* Also resets the sheets and what was typed there. */}
              <Fragment key={renewals}>
                <SignersSection />
                <SettingsSection launches={isPending ? null : launches} />
              </Fragment>
            </div>
            <Outcome state={state} />
          </div>
          {isWide && (
            <aside className="start-summary" aria-label={tReview.summary}>
              <Card bodyClassName="stack">
                <ReviewContent contractsLeft={contractsLeft} />
                {note}
                {buttons}
              </Card>
            </aside>
          )}
        </div>
        {/* At the end, so that typing, for which it is in its place, moves nothing. */}
        {!hasHeader && (
          <PageBar hasHome={false} note={note}>
            {buttons}
          </PageBar>
        )}
        <ReviewSheet {...review.props} contractsLeft={contractsLeft} />
      </StartFormContext>
      <LeaveGuard services={services} />
    </Page>
  )
}

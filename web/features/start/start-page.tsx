import { useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import Card from 'antd-mobile/es/components/card'
import Result from 'antd-mobile/es/components/result'
import { Fragment, useEffect, useMemo, useRef, useState } from 'react'
import type { LaunchKind } from '#shared/rules/start-flow/start-flow-draft.ts'
import { maxTitleLength } from '#shared/rules/start-flow/start-flow-rules.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { readinessQuery } from '#web/api/queries/readiness.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { TextAreaRow } from '#web/components/field/text-area-row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { PageNotice } from '#web/components/notice/page-notice.tsx'
import { flowPath, goHome, replaceWith } from '#web/components/page/navigation.ts'
import { PageBar } from '#web/components/page/page-bar.tsx'
import { PageHeader } from '#web/components/page/page-header.tsx'
import { Page } from '#web/components/page/page.tsx'
import { useIsWide } from '#web/components/use-is-wide.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { ReturnNote } from '#web/widgets/launch/return-note.tsx'
import { blockerOf } from '#web/widgets/readiness/blocker.ts'
import { ReadinessCard } from '#web/widgets/readiness/readiness-card.tsx'
import { useCorpChanges } from '#web/widgets/readiness/use-corp-changes.ts'
import { ClearDialog } from './clear-dialog.tsx'
import { DraftHead } from './draft-head.tsx'
import { isEmpty } from './draft/draft.ts'
import { entryId, fieldIds } from './draft/start-issues.ts'
import { useFormState } from './draft/use-form-state.ts'
import { FilesSection } from './files/files-section.tsx'
import { FormHeads } from './form-heads.tsx'
import { LeaveGuard } from './leave-guard.tsx'
import { SignersSection } from './people/signers-section.tsx'
import { PrefillNotes } from './prefill/prefill-notes.tsx'
import { usePrefill } from './prefill/use-prefill.ts'
import { ReviewContent } from './review/review-content.tsx'
import { ReviewSheet, useReview } from './review/review-sheet.tsx'
import { reviewWords } from './review/review-words.ts'
import { ruleWords } from './rule-words.ts'
import { SettingsSection } from './settings/settings-section.tsx'
import { StartFormContext, useStartForm } from './start-form.ts'
import { startServicesOf } from './start-services.ts'
import { startWords } from './start-words.ts'
import './start.css'
import { SubmitButtons, SubmitNote } from './submit/submit-buttons.tsx'
import { type SubmitState, useSubmit } from './use-submit.ts'

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
  /** Whether the person has opened the form, or begun to fill it in, which no news may fold. */
  const [isOpened, setOpened] = useState(false)
  const [isClearing, setClearing] = useState(false)
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
    const { files: _notYet, ...others } = fieldIds
    for (const id of [...Object.values(others), ...signers.map(({ key }) => entryId(key))])
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
  const isFolded = blocker !== null && !isOpened
  const open = () => setOpened(true)
  const contractsLeft = readiness?.contractsLeft ?? null
  const note = !isLocked && <SubmitNote form={form} isBlocked={blocker !== null} />
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
  const head = <DraftHead services={services} isRestored={isRestored} />
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
            {/* Another element once it is folded, because the rows above come by themselves. */}
            <div
              key={isFolded ? 'folded' : 'form'}
              className={isLocked ? 'start-form is-locked' : 'start-form'}
              inert={isInert}
              onFocus={isFolded ? undefined : open}
            >
              {isFolded ? (
                <FormHeads onOpen={open} />
              ) : (
                <>
                  <FilesSection />
                  <TitleSection />
                  {/* Also resets the sheets and what was typed there. */}
                  <Fragment key={renewals}>
                    <SignersSection />
                    <SettingsSection
                      launches={isPending ? null : launches}
                      onClear={() => setClearing(true)}
                    />
                  </Fragment>
                </>
              )}
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
      <ClearDialog
        services={services}
        open={isClearing}
        onClose={() => setClearing(false)}
        onCleared={() => {
          renew()
          prefill.forget()
        }}
      />
      <LeaveGuard services={services} />
    </Page>
  )
}

function TitleSection() {
  const t = useWords(startWords)
  const tRule = useWords(ruleWords)
  const { draft, launch, change, rulesAt, touch } = useStartForm()
  const [rule] = rulesAt(fieldIds.title)
  return (
    <Rows>
      <TextAreaRow
        id={fieldIds.title}
        label={launch === 'direct' ? t.title : t.titleOptional}
        placeholder={t.titlePlaceholder}
        rule={rule && tRule[rule]}
        maxLength={maxTitleLength}
        value={draft.title}
        onChange={(text) =>
          // It is one line, however many it takes.
          change((before) => ({ ...before, title: text.replace(/[\r\n]+/g, ' ') }))
        }
        onBlur={() => touch(fieldIds.title)}
      />
    </Rows>
  )
}

/** Why a contract was not started, or that it is not known. */
function Outcome({ state }: { state: SubmitState }) {
  const t = useWords(startWords)
  const tError = useWords(errorWords)
  const outcome = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The button is always visible, but its result may not be.
    if (state.stage === 'failed') outcome.current?.scrollIntoView({ block: 'center' })
  }, [state])
  return (
    <div ref={outcome}>
      {state.stage === 'failed' && (
        <FailureNote error={state.error}>
          {mayTryAgain(state.error) && <p>{t.tryAgainIsSafe}</p>}
        </FailureNote>
      )}
      {state.stage === 'doubtful' && (
        <PageNotice
          rank="done"
          tone="warn"
          testId="doubtful"
          details={<p>{t.lostText}</p>}
          requestId={state.error === null ? null : failureIn(state.error, tError).requestId}
        >
          {t.lostTitle}
        </PageNotice>
      )}
    </div>
  )
}

/** The outcome is unknown, but the same attempt starts only one flow. */
function mayTryAgain(error: unknown): boolean {
  return error instanceof ApiError && error.problem === null
}

type StartedProps = {
  taskId: string | null
  /** The URL of e签宝's page, if it failed to open; null if there is none left to open. */
  address: string | null
  /** Shows an empty form. */
  onAgain: () => void
}

/** The flow was started, and the next step needs a tap. */
function Started({ taskId, address, onAgain }: StartedProps) {
  const t = useWords(startWords)
  const tPage = useWords(words.page)
  return (
    <section data-testid="started" role="status">
      <Card bodyClassName="stack">
        <Result
          status={address === null ? 'success' : 'waiting'}
          title={<h1>{address === null ? t.started : t.draftMade}</h1>}
          description={address === null ? t.startedWithoutIdText : t.draftMadeText}
        />
        {address !== null && (
          <a
            className="adm-button adm-button-primary adm-button-block adm-button-shape-default"
            href={address}
            target="_blank"
            rel="noreferrer"
          >
            {t.openPage}
          </a>
        )}
        {taskId === null ? (
          <Button block onClick={goHome}>
            {tPage.home}
          </Button>
        ) : (
          <Button block onClick={() => replaceWith(flowPath(taskId))}>
            {t.toFlow}
          </Button>
        )}
        <Button block fill="none" color="primary" onClick={onAgain}>
          {t.startAnother}
        </Button>
      </Card>
    </section>
  )
}

import { useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { Check, CircleCheck, CircleHelp, TriangleAlert, X } from 'lucide'
import type { ReactNode } from 'react'
import { fewContracts } from '#shared/rules/contracts-low.ts'
import { knownWord } from '#shared/rules/words/known-word.ts'
import type { Readiness, ReadinessCheck, ReadinessItem } from '#shared/schemas/readiness.ts'
import { hasCode, isUnreachable } from '#web/api/http/api-error.ts'
import { subscriptionHelpQuery } from '#web/api/queries/corp.ts'
import { readinessQuery } from '#web/api/queries/readiness.ts'
import { errorOf } from '#web/components/failure/error-of.ts'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { RequestId } from '#web/components/failure/request-id.tsx'
import { IfRetryHelps } from '#web/components/failure/retry-helps.tsx'
import { Icon } from '#web/components/icon.ts'
import { Folded } from '#web/components/note/folded.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { WhoRenews } from '#web/widgets/failure/how-to-renew.tsx'
import { subscriptionWords } from '#web/widgets/failure/subscription-words.ts'
import { isFixedElsewhere, ReadinessFix } from './readiness-fix.tsx'
import { readinessWords } from './readiness-words.ts'
import './readiness.css'

type ReadinessCardProps = {
  /** The page of the app to return to after a fix. */
  returnTo: string
  /**
   * Checks only these items, for signing. Then it shows nothing while all is fine, nor without a
   * network, which the flow's page reports itself.
   */
  toSign?: readonly ReadinessItem[]
}

/** The preconditions, each with its fix; one line while all is fine. */
export function ReadinessCard({ returnTo, toSign }: ReadinessCardProps) {
  const { data: readiness, error } = useQuery(readinessQuery)
  const t = useWords(readinessWords)
  const isToSign = toSign !== undefined
  // After the subscription has ended there is nothing to check.
  const isEnded = hasCode(error, 'subscription-ended')
  const checked = isEnded ? undefined : readiness
  const data = checked && isToSign ? neededOf(checked, toSign) : checked
  const state = data === undefined ? 'checking' : stateOf(data)
  return (
    <div className="readiness" data-testid="readiness" data-state={state}>
      {data === undefined && !error && (
        <QuietNote isHidden={isToSign}>{t[isToSign ? 'checkingToSign' : 'checking']}</QuietNote>
      )}
      {isEnded && !isToSign && <EndedNote />}
      {data === undefined && error && (isToSign ? !isUnreachable(error) : !isEnded) && (
        <FailureNote error={error}>
          {!isEnded && <p>{t[isToSign ? 'failedToSign' : 'failed']}</p>}
          {!isEnded && (
            <IfRetryHelps error={error}>
              <CheckAgain isRetry />
            </IfRetryHelps>
          )}
        </FailureNote>
      )}
      {data &&
        state === 'ok' &&
        (isToSign ? <QuietNote isHidden>{t.fineToSign}</QuietNote> : <FineNote {...data} />)}
      {data && state !== 'ok' && error && <FailureNote error={error} />}
      {data && state === 'missing' && (
        <MissingRows
          title={t[isToSign ? 'missingToSign' : 'missing']}
          readiness={data}
          returnTo={returnTo}
          hasMain={!isToSign}
        />
      )}
      {data && state === 'unknown' && (
        <Folded className="adm-card" summary={t.notKnown}>
          <Rows label={t.notKnown}>
            <Checks readiness={data} returnTo={returnTo} hasMain={!isToSign} />
          </Rows>
          <CheckAgain />
        </Folded>
      )}
    </div>
  )
}

/** The page's main button leads to what mends it. */
function EndedNote() {
  const t = useWords(subscriptionWords)
  const { data: help } = useQuery(subscriptionHelpQuery)
  return (
    <Notice tone="warn" icon={TriangleAlert}>
      {t.ended}
      {help && <WhoRenews help={help} />} {t.kept}
    </Notice>
  )
}

type ChecksProps = {
  readiness: Readiness
  returnTo: string
  /** Whether the page's main button mends what comes next. */
  hasMain: boolean
}

/** What is missing and what is not, each with its fix. */
export function MissingRows({ title, ...rows }: ChecksProps & { title: string }) {
  const missing = rows.readiness.checks.find(({ state }) => state === 'missing')
  // Then it is the page's main button.
  const isMain = rows.hasMain && missing !== undefined && isFixedElsewhere(missing)
  return (
    <Rows header={<h2>{title}</h2>} extra={isMain ? null : <CheckAgain />}>
      <Checks {...rows} />
    </Rows>
  )
}

function CheckAgain({ isRetry = false }: { isRetry?: boolean }) {
  // Mounted for a failure, it would try again by itself.
  const { isFetching, refetch } = useQuery({ ...readinessQuery, enabled: false })
  const t = useWords(readinessWords)
  const tPage = useWords(words.page)
  const label = isRetry ? tPage.retry : t.recheck
  return (
    <Button size="small" loading={isFetching} loadingText={label} onClick={() => void refetch()}>
      {label}
    </Button>
  )
}

function neededOf(readiness: Readiness, items: readonly ReadinessItem[]): Readiness {
  const checks = readiness.checks.filter(({ item }) => items.includes(item))
  return { ...readiness, checks, contractsLeft: null }
}

function stateOf({ checks }: Readiness): ReadinessCheck['state'] {
  if (checks.some(({ state }) => state === 'missing')) return 'missing'
  return checks.every(({ state }) => state === 'ok') ? 'ok' : 'unknown'
}

/** @param props `isHidden`: for screen readers only, so that nothing moves */
function QuietNote({ isHidden, children }: { isHidden: boolean; children: ReactNode }) {
  if (!isHidden) return <Notice tone="quiet">{children}</Notice>
  return (
    <p className="visually-hidden" role="status">
      {children}
    </p>
  )
}

/** As high as the check, so that the form below does not move. */
function FineNote({ contractsLeft }: Pick<Readiness, 'contractsLeft'>) {
  const t = useWords(readinessWords)
  if (contractsLeft === null)
    return (
      <Notice tone="quiet" icon={CircleCheck}>
        {t.allFine}
      </Notice>
    )
  const isLow = contractsLeft <= fewContracts
  return (
    <Notice tone={isLow ? 'warn' : 'quiet'} icon={isLow ? TriangleAlert : CircleCheck}>
      {isLow ? t.fewLeft(contractsLeft) : t.allFineWithMargin(contractsLeft)}
    </Notice>
  )
}

function Checks({ readiness: { checks, contractsLeft }, returnTo, hasMain }: ChecksProps) {
  const firstMissing = checks.findIndex(({ state }) => state === 'missing')
  return checks.map((check, index) => (
    <ReadinessRow
      key={check.item}
      check={check}
      contractsLeft={contractsLeft}
      isYet={firstMissing !== -1 && firstMissing < index}
      returnTo={returnTo}
      look={!hasMain && index === firstMissing ? 'primary' : 'quiet'}
    />
  ))
}

type ReadinessRowProps = {
  check: ReadinessCheck
  contractsLeft: number | null
  /** Whether an earlier item is missing, so that e签宝 does not report this one yet. */
  isYet: boolean
  returnTo: string
  look: 'primary' | 'quiet'
}

const icons = { ok: Check, missing: X, unknown: CircleHelp }
const tones = { ok: 'tone-good', missing: 'tone-bad', unknown: 'tone-quiet' }

/** One of the preconditions. */
function ReadinessRow({ check, contractsLeft, isYet, ...fix }: ReadinessRowProps) {
  const t = useWords(readinessWords)
  const { item } = check
  const state = knownWord(tones, check.state)
  return (
    <Row
      testId="readiness-item"
      item={{ 'data-item': item, 'data-state': state }}
      prefix={
        <span className={`readiness-icon ${tones[state]}`}>
          <Icon icon={icons[state]} />
        </span>
      }
      description={
        <>
          {item === 'contracts-left' && contractsLeft !== null && <p>{t.margin(contractsLeft)}</p>}
          {state === 'unknown' && <WhyUnknown check={check} isYet={isYet} />}
          {state === 'missing' && <ReadinessFix check={check} {...fix} />}
        </>
      }
    >
      {t[item]} <span className="visually-hidden">{t[state === 'missing' ? 'todo' : state]}</span>
    </Row>
  )
}

function WhyUnknown({ check: { problem }, isYet }: Pick<ReadinessRowProps, 'check' | 'isYet'>) {
  const t = useWords(readinessWords)
  const tError = useWords(errorWords)
  if (isYet) return <p>{t.unknownYet}</p>
  return (
    <>
      <p>{[t.unknown, ...(problem ? [tError[problem.code]] : [])].join(' · ')}</p>
      {problem && <RequestId id={failureIn(errorOf(problem), tError).requestId} />}
    </>
  )
}

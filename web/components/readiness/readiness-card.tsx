import { useQuery } from '@tanstack/react-query'
import { Check, CircleHelp, X } from 'lucide'
import { Icon } from '#web/components/icon.ts'
import type { Readiness, ReadinessCheck, ReadinessItem } from '#shared/readiness.ts'
import { readinessQuery } from '#web/api/queries/readiness.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { ReadinessFix } from './readiness-fix.tsx'
import './readiness.css'
import { readinessWords } from './readiness-words.ts'

interface ReadinessCardProps {
  /** Page of ours to which fixes lead back. */
  returnTo: string
  /** What signing needs, where nothing else matters; the list is then part of another card. */
  toSign?: readonly ReadinessItem[]
}

/** What has to be in order first, each with its fix; one line while all is fine. */
export function ReadinessCard({ returnTo, toSign }: ReadinessCardProps) {
  const { data: told, error, isFetching, refetch } = useQuery(readinessQuery)
  const t = useWords(readinessWords)
  const tPage = useWords(words.page)
  const isToSign = toSign !== undefined
  const data = told && isToSign ? neededOf(told, toSign) : told
  const className = isToSign ? 'readiness' : 'card readiness'
  if (data === undefined) {
    return (
      <section className={className} data-testid="readiness" data-state="checking">
        <p className="quiet" role="status">
          {error
            ? t[isToSign ? 'failedToSign' : 'failed']
            : t[isToSign ? 'checkingToSign' : 'checking']}
        </p>
        {error && (
          <FailureNote error={error}>
            <RecheckButton isFetching={isFetching} onClick={refetch} label={tPage.retry} />
          </FailureNote>
        )}
      </section>
    )
  }
  const state = stateOf(data)
  const list = <Checks {...data} returnTo={returnTo} />
  const recheck = <RecheckButton isFetching={isFetching} onClick={refetch} label={t.recheck} />
  if (state === 'missing')
    return (
      <section className={className} data-testid="readiness" data-state={state}>
        <div className="section-head">
          <h2>{t[isToSign ? 'missingToSign' : 'missing']}</h2>
          {recheck}
        </div>
        {list}
      </section>
    )
  return (
    <details className={className} data-testid="readiness" data-state={state}>
      <summary>
        <StateIcon state={state} />
        <span>{isToSign && state === 'ok' ? t.fineToSign : summaryOf(data, t)}</span>
      </summary>
      {list}
      {recheck}
    </details>
  )
}

function neededOf(told: Readiness, items: readonly ReadinessItem[]): Readiness {
  const checks = told.checks.filter(({ item }) => items.includes(item))
  return { ...told, checks, contractsLeft: null }
}

function stateOf({ checks }: Readiness): ReadinessCheck['state'] {
  if (checks.some(({ state }) => state === 'missing')) return 'missing'
  return checks.every(({ state }) => state === 'ok') ? 'ok' : 'unknown'
}

function summaryOf(readiness: Readiness, t: typeof readinessWords.zh): string {
  if (stateOf(readiness) === 'unknown') return t.notKnown
  const { contractsLeft } = readiness
  return contractsLeft === null ? t.allFine : t.allFineWithMargin(contractsLeft)
}

interface RecheckButtonProps {
  label: string
  isFetching: boolean
  onClick: () => Promise<unknown>
}

function RecheckButton({ label, isFetching, onClick }: RecheckButtonProps) {
  const tPage = useWords(words.page)
  return (
    <button
      type="button"
      className="link-button"
      disabled={isFetching}
      onClick={() => void onClick()}
    >
      {isFetching ? tPage.refreshing : label}
    </button>
  )
}

interface ChecksProps {
  checks: readonly ReadinessCheck[]
  contractsLeft: number | null
  returnTo: string
}

function Checks({ checks, contractsLeft, returnTo }: ChecksProps) {
  const t = useWords(readinessWords)
  const firstMissing = checks.findIndex(({ state }) => state === 'missing')
  return (
    <ul className="readiness-checks">
      {checks.map((check, index) => {
        const { item, state } = check
        return (
          <li key={item} data-testid="readiness-item" data-item={item} data-state={state}>
            <StateIcon state={state} />
            <div>
              <p>
                {t[item]}{' '}
                <span className="visually-hidden">{t[state === 'missing' ? 'todo' : state]}</span>
              </p>
              {item === 'contracts-left' && contractsLeft !== null && (
                <p className="quiet">{t.margin(contractsLeft)}</p>
              )}
              {state === 'unknown' && (
                <WhyUnknown check={check} isYet={firstMissing !== -1 && firstMissing < index} />
              )}
              {state === 'missing' && <ReadinessFix check={check} returnTo={returnTo} />}
            </div>
          </li>
        )
      })}
    </ul>
  )
}

interface WhyUnknownProps {
  check: ReadinessCheck
  /** Something before is missing, without which e签宝 tells nothing of what comes after. */
  isYet: boolean
}

function WhyUnknown({ check: { problem }, isYet }: WhyUnknownProps) {
  const t = useWords(readinessWords)
  const tError = useWords(words.error)
  if (isYet) return <p className="quiet">{t.unknownYet}</p>
  const reasons = [
    t.unknown,
    ...(problem ? [tError[problem.code], tError.requestId({ id: problem.requestId })] : []),
  ]
  return <p className="quiet">{reasons.join(' · ')}</p>
}

const icons = { ok: Check, missing: X, unknown: CircleHelp }
const tones = { ok: 'tone-good', missing: 'tone-bad', unknown: 'tone-quiet' }

function StateIcon({ state }: { state: ReadinessCheck['state'] }) {
  return (
    <span className={`readiness-icon ${tones[state]}`}>
      <Icon icon={icons[state]} />
    </span>
  )
}

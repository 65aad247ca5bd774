import { Check, CircleHelp, X } from 'lucide'
import type { ReadinessCheck } from '#shared/schemas/readiness.ts'
import { Icon } from '#web/components/icon.ts'
import { Row } from '#web/components/list/row.tsx'
import { errorOf } from '#web/components/failure/error-of.ts'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { RequestId } from '#web/components/failure/request-id.tsx'
import { knownWord } from '#shared/rules/words/known-word.ts'
import { useWords } from '#web/i18n/words.ts'
import { ReadinessFix } from './readiness-fix.tsx'
import { readinessWords } from './readiness-words.ts'

type ReadinessRowProps = {
  check: ReadinessCheck
  contractsLeft: number | null
  /** Whether an earlier item is missing, so that e签宝 does not report this one yet. */
  isYet: boolean
  returnTo: string
}

const icons = { ok: Check, missing: X, unknown: CircleHelp }
const tones = { ok: 'tone-good', missing: 'tone-bad', unknown: 'tone-quiet' }

/** One of the preconditions. */
export function ReadinessRow({ check, contractsLeft, isYet, returnTo }: ReadinessRowProps) {
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
          {state === 'missing' && <ReadinessFix check={check} returnTo={returnTo} />}
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

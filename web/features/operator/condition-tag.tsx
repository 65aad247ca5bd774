import type { CorpCondition } from '#shared/rules/codes/corp-codes.ts'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
import type { Tone } from '#web/components/note/tone.ts'
import { useWords } from '#web/i18n/words.ts'
import { operatorWords } from './operator-words.ts'

/** Red for what keeps people from working, amber for what soon will. */
const tones: Readonly<Record<CorpCondition, Tone>> = {
  ended: 'bad',
  'not-installed': 'bad',
  'not-authorised': 'bad',
  'not-initialised': 'bad',
  'permissions-missing': 'bad',
  'not-verified': 'bad',
  'contracts-low': 'warn',
  ending: 'warn',
  active: 'good',
  stopped: 'quiet',
  relieved: 'quiet',
}

/** The one state of an organisation. */
export function ConditionTag({ condition }: { condition: CorpCondition }) {
  const t = useWords(operatorWords)
  return <ToneTag tone={tones[condition]}>{t[condition]}</ToneTag>
}

import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
import { knownWord } from '#shared/rules/words/known-word.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { statusTones } from './status-tones.ts'

type FlowStatusTagProps = {
  status: FlowStatus
  /** `row-status` in lists, because the open contract next to the list has the `flow-status`. */
  testId?: 'flow-status' | 'row-status'
}

/** A flow's status as a coloured tag. */
export function FlowStatusTag({ status, testId = 'flow-status' }: FlowStatusTagProps) {
  const t = useWords(words.status)
  const known = knownWord(t, status)
  return (
    <ToneTag tone={statusTones[known]} testId={testId}>
      {t[known]}
    </ToneTag>
  )
}

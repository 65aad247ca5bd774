import type { ReactNode } from 'react'
import { Row } from '#web/components/list/row.tsx'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
import { knownWord } from '#shared/rules/words/known-word.ts'
import { useWords } from '#web/i18n/words.ts'
import { deskWords } from './desk-words.ts'

const tones = {
  installed: 'good',
  'not-installed': 'bad',
  authorised: 'good',
  'not-authorised': 'bad',
  verified: 'good',
  'not-verified': 'bad',
  unknown: 'quiet',
} as const

type StateRowProps = {
  label: string
  /** Null until e签宝 has been asked. */
  status: keyof typeof tones | null
  /** e签宝's own value of an unknown status. */
  code?: string | number | null
  note?: string | null
  /** The button that mends it. */
  children?: ReactNode
}

/** One status in e签宝. */
export function StateRow({ label, code = null, note = null, children, ...props }: StateRowProps) {
  const t = useWords(deskWords)
  const status = props.status === null ? null : knownWord(tones, props.status)
  const word = () => {
    if (status === null) return t.notReadYet
    return status === 'unknown' ? t.unknown({ code: String(code ?? '?') }) : t[status]
  }
  return (
    <Row
      description={note}
      foot={children}
      extra={<ToneTag tone={status === null ? 'quiet' : tones[status]}>{word()}</ToneTag>}
    >
      {label}
    </Row>
  )
}

import { type FieldCheck, fieldChecks, fieldValue } from '#shared/rules/codes/field-numbers.ts'
import type { OperatorHealth } from '#shared/schemas/corp/operator.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
import { useWords } from '#web/i18n/words.ts'
import { fieldWords } from './field-words.ts'

type Field = { field: OperatorHealth['field'] }

// `Object.keys` returns plain strings.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const checks = Object.keys(fieldChecks) as FieldCheck[]

const stages = ['code', 'answer', 'visible', 'alive'] as const

/** Whether no check is surely missed. */
export function areFieldNumbersGood(field: OperatorHealth['field']): boolean {
  return checks.every((name) => {
    const found = fieldValue(name, field)
    return found === null || found.isGood || !found.isSure
  })
}

/** The numbers of DingTalk's self-check and of Web Vitals, each beside its bound. */
export function FieldNumbers({ field }: Field) {
  const t = useWords(fieldWords)
  const time = (ms: number) =>
    ms < 1000
      ? t.milliseconds({ milliseconds: Math.round(ms) })
      : t.seconds({ seconds: Number((ms / 1000).toFixed(1)) })
  const said = stages.flatMap((stage) => {
    const { count = 0, sum = 0 } = field.find(({ measure }) => measure === stage) ?? {}
    return count === 0 ? [] : [t[`stage/${stage}`]({ time: time(sum / count) })]
  })
  return (
    <Rows testId="field" header={<h2>{t.title}</h2>}>
      {checks.map((name) => (
        <Check key={name} name={name} field={field} time={time} />
      ))}
      {said.length > 0 && <Row description={said.join(' · ')}>{t.stages}</Row>}
    </Rows>
  )
}

function Check({ name, field, time }: Field & { name: FieldCheck; time: (ms: number) => string }) {
  const t = useWords(fieldWords)
  const found = fieldValue(name, field)
  const { by, bound } = fieldChecks[name]
  const write = (value: number) => (by === 'mean' ? time(value) : percent(value))
  const wanted = name === 'page' ? t.atMost : by === 'share' ? t.atLeast : t.below
  const counted = found === null ? null : t.times(found.count)
  return (
    <Row
      item={{ 'data-check': name }}
      description={[wanted({ bound: write(bound) }), counted].filter(Boolean).join(' · ')}
      extra={
        <ToneTag tone={found === null ? 'quiet' : found.isGood ? 'good' : 'bad'}>
          {found === null ? t.none : write(found.value)}
        </ToneTag>
      }
    >
      {t[`check/${name}`]}
    </Row>
  )
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))}%`
}

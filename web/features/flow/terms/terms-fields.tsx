import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { currencies, termLimits } from '#shared/rules/terms/term-limits.ts'
import type { TermsAnswer } from '#shared/schemas/flow/terms.ts'
import { colleaguesQuery } from '#web/api/queries/me.ts'
import { RadioChips } from '#web/components/chip/choice-chips.tsx'
import { CheckRows } from '#web/components/field/check-rows.tsx'
import { InputRow } from '#web/components/field/input-row.tsx'
import { SwitchRow } from '#web/components/field/switch-row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useWords } from '#web/i18n/words.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { DateRows } from './date-rows.tsx'
import { LengthRow } from './length-row.tsx'
import type { TermsDraft, WrongField } from './terms-form.ts'
import { termsWords } from './terms-words.ts'
import { useTermsSentence } from './use-terms-sentence.ts'

type TermsFieldsProps = {
  draft: TermsDraft
  change: (part: Partial<TermsDraft>) => void
  wrong: readonly WrongField[]
  answer: TermsAnswer
}

/** The fields of the form, those that have to be filled in first. */
export function TermsFields({ draft, change, wrong, answer }: TermsFieldsProps) {
  const t = useWords(termsWords)
  const sentence = useTermsSentence()
  const id = useId()
  const ruleOf = (field: WrongField, text: string) => (wrong.includes(field) ? text : null)
  const endRule = ruleOf('ends', t['wrong/ends']) ?? ruleOf('endsMissing', t['wrong/endsMissing'])
  return (
    <>
      <RadioChips
        label={t.kind}
        options={[
          { value: 'length', label: t.byLength },
          { value: 'date', label: t.byDate },
        ]}
        value={draft.by}
        onChange={(by) => change({ by })}
      />
      <Rows label={t.term}>
        {draft.by === 'length' ? (
          <LengthRow
            id={`${id}-length`}
            label={t.length}
            required
            rule={ruleOf('length', t['wrong/length'])}
            value={draft.length}
            onChange={(length) => change({ length })}
          />
        ) : (
          <InputRow
            id={`${id}-ends`}
            type="date"
            label={t.ends2}
            required
            rule={endRule}
            value={draft.ends}
            onChange={(ends) => change({ ends })}
          />
        )}
        <InputRow
          id={`${id}-begins`}
          type="date"
          label={t.begins}
          note={
            draft.by === 'length' &&
            answer.signedOn !== null &&
            t.beginsNote({ date: sentence.dateText(answer.signedOn) })
          }
          rule={ruleOf('begins', t['wrong/begins'])}
          value={draft.begins}
          onChange={(begins) => change({ begins })}
        />
        {draft.by === 'length' && (
          <SwitchRow
            label={t.first}
            description={t.firstNote}
            checked={draft.isFirstDayCounted}
            onChange={(isFirstDayCounted) => change({ isFirstDayCounted })}
          />
        )}
      </Rows>
      <Rows header={<h3>{t.before}</h3>}>
        <LengthRow
          id={`${id}-notice`}
          label={t.notice}
          note={t.noticeNote}
          rule={ruleOf('notice', t['wrong/notice'])}
          value={draft.notice}
          onChange={(notice) => change({ notice })}
        />
        <InputRow
          id={`${id}-notice-by`}
          type="date"
          label={t.lastNoticeDay}
          note={draft.noticeBy !== '' && t.noticeByNote}
          rule={ruleOf('noticeBy', t['wrong/noticeBy'])}
          value={draft.noticeBy}
          onChange={(noticeBy) => change({ noticeBy })}
        />
        <SwitchRow
          label={t.renewal}
          checked={draft.renews}
          onChange={(renews) => change({ renews })}
        />
        {draft.renews && (
          <>
            <LengthRow
              id={`${id}-every`}
              label={t.every}
              required
              rule={ruleOf('every', t['wrong/length'])}
              value={draft.every}
              onChange={(every) => change({ every })}
            />
            <InputRow
              id={`${id}-most`}
              label={t.atMost}
              inputMode="numeric"
              note={t.atMostNote}
              rule={ruleOf('atMost', t['wrong/length'])}
              value={draft.atMost}
              onChange={(atMost) => change({ atMost })}
            />
          </>
        )}
      </Rows>
      <DateRows dates={draft.dates} wrong={wrong} onChange={(dates) => change({ dates })} />
      <Rows header={<h3>{t.facts}</h3>}>
        {(['number', 'counterparty'] as const).map((field) => (
          <InputRow
            key={field}
            id={`${id}-${field}`}
            label={t[field]}
            maxLength={termLimits.text}
            value={draft[field]}
            onChange={(text) => change({ [field]: text })}
          />
        ))}
        <InputRow
          id={`${id}-amount`}
          label={t.amount}
          inputMode="decimal"
          rule={ruleOf('amount', t['wrong/amount'])}
          value={draft.amount}
          onChange={(amount) => change({ amount })}
        />
      </Rows>
      {draft.amount !== '' && (
        <RadioChips
          label={t.currency}
          isLine
          options={currencies.map((value) => ({ value, label: value }))}
          value={draft.currency}
          onChange={(currency) => change({ currency })}
        />
      )}
      {answer.mayName && (
        <KeeperRows keepers={draft.keepers} onChange={(keepers) => change({ keepers })} />
      )}
    </>
  )
}

type KeeperRowsProps = {
  keepers: TermsDraft['keepers']
  onChange: (keepers: TermsDraft['keepers']) => void
}

/** Chooses among the colleagues of one's own contracts. */
function KeeperRows({ keepers, onChange }: KeeperRowsProps) {
  const t = useWords(termsWords)
  const { data, error } = useQuery(colleaguesQuery)
  const offered = new Map(
    [...keepers, ...(data?.people ?? [])].map(({ userId, name }) => [userId, name]),
  )
  return (
    <>
      {error !== null && <FailureNote error={error} />}
      <CheckRows
        label={t.keepers}
        header={
          <>
            <h3>{t.keepers}</h3>
            <p className="quiet">{offered.size === 0 ? t.noKeepers : t.keepersNote}</p>
          </>
        }
        options={[...offered].map(([value, label]) => ({ value, label }))}
        value={keepers.map(({ userId }) => userId)}
        onChange={(chosen) =>
          onChange(
            chosen
              .slice(0, termLimits.keepers)
              .map((userId) => ({ userId, name: offered.get(userId) ?? '' })),
          )
        }
      />
    </>
  )
}

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { type ReactNode, useState } from 'react'
import { type FlowStatus, flowStatuses } from '#shared/rules/codes/flow-status.ts'
import { conditionsOf, noConditions } from '#web/api/queries/flow-list.ts'
import { CheckChips, RadioChips } from '#web/components/chip/choice-chips.tsx'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useResetOnOpening } from '#web/components/overlay/use-reset-on-opening.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { homeWords } from '../home-words.ts'
import { flowListQuery } from '../list/flow-list-query.ts'
import type { FilterProps } from './filter-button.tsx'
import { InitiatorChoice } from './initiator-choice.tsx'
import { nameOfInitiator } from './name-of-initiator.ts'

const startedDays = [7, 30, 90]
const dueDays = [3]
const sorts = ['waiting', 'newest', 'deadline'] as const

type FilterSheetProps = {} & FilterProps & OpenSheet

/** Chooses the conditions of a list, which has as many contracts as its button says. */
export function FilterSheet({ open, filter, onFilter, onClose }: FilterSheetProps) {
  const t = useWords(homeWords)
  const labels = useWords(words.status)
  const [draft, setDraft] = useState(() => conditionsOf(filter))
  useResetOnOpening(open, () => setDraft(conditionsOf(filter)))
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change })
  const { scope, q } = filter
  const { data, isPlaceholderData } = useInfiniteQuery({
    ...flowListQuery({ scope, q, ...draft }),
    enabled: open,
    placeholderData: keepPreviousData,
  })
  const { counts, initiators = [] } = data?.pages[0] ?? {}
  const countOf = (status: FlowStatus) => counts?.[status] ?? 0
  const statuses = draft.status.length === 0 ? flowStatuses : draft.status
  const total = statuses.reduce((sum, status) => sum + countOf(status), 0)
  const isKnown = counts !== undefined && !isPlaceholderData
  const show = () => {
    onFilter(draft)
    onClose()
  }
  const days = (chosen: number | null, offered: readonly number[], text: typeof t.withinDays) => [
    { value: 'any', label: t.any },
    ...[...new Set(chosen === null ? offered : [...offered, chosen])].map((count) => ({
      value: String(count),
      label: text(count),
    })),
  ]
  const daysOf = (value: string) => (value === 'any' ? null : Number(value))
  return (
    <Sheet
      open={open}
      title={t.filter}
      onClose={onClose}
      testId="filter-sheet"
      actions={
        <>
          <Button block color="primary" onClick={show}>
            {isKnown ? t.showCount(total) : t.show}
          </Button>
          <Button block fill="none" onClick={() => setDraft(noConditions)}>
            {t.reset}
          </Button>
        </>
      }
    >
      {scope !== 'waiting' && (
        <>
          <Choice label={t.statusOf}>
            <CheckChips
              label={t.statusOf}
              options={flowStatuses.map((value) => ({
                value,
                label: counts === undefined ? labels[value] : `${labels[value]} ${countOf(value)}`,
              }))}
              value={draft.status}
              onChange={(status) => set({ status })}
            />
          </Choice>
          <Choice label={t.startedWhen}>
            <RadioChips
              label={t.startedWhen}
              options={days(draft.since, startedDays, t.days)}
              value={String(draft.since ?? 'any')}
              onChange={(value) => set({ since: daysOf(value) })}
            />
          </Choice>
        </>
      )}
      {scope === 'all' && (
        <Choice label={t.initiator}>
          <InitiatorChoice
            frequent={initiators}
            value={draft.by}
            valueName={nameOfInitiator(isPlaceholderData ? undefined : data, draft.by)}
            onChange={(by) => set({ by })}
          />
        </Choice>
      )}
      <Choice label={t.dueSoon}>
        <RadioChips
          label={t.dueSoon}
          options={days(draft.due, dueDays, t.withinDays)}
          value={String(draft.due ?? 'any')}
          onChange={(value) => set({ due: daysOf(value) })}
        />
      </Choice>
      <Choice label={t.order}>
        <RadioChips
          label={t.order}
          options={[
            { value: 'own', label: t.ownOrder },
            ...sorts.map((value) => ({ value, label: t[`by-${value}`] })),
          ]}
          value={draft.sort ?? 'own'}
          onChange={(value) => set({ sort: value === 'own' ? null : value })}
        />
      </Choice>
    </Sheet>
  )
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className="filter-choice">
      <h3>{label}</h3>
      {children}
    </section>
  )
}

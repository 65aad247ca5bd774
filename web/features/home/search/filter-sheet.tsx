import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { type ReactNode, useState } from 'react'
import { type FlowStatus, flowStatuses } from '#shared/rules/codes/flow-status.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { configureOnce } from '#web/api/queries/client-config.ts'
import { conditionsOf, noConditions } from '#web/api/queries/flow-list.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { CheckChips, RadioChips } from '#web/components/chip/choice-chips.tsx'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { notify } from '#web/components/overlay/notify.ts'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useResetOnOpening } from '#web/components/overlay/use-reset-on-opening.ts'
import { toDingTalkError } from '#web/dingtalk/dingtalk-error.ts'
import { pickPeople } from '#web/dingtalk/pick-people.ts'
import { dingTalkPlatform } from '#web/dingtalk/platform.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { homeWords } from '../home-words.ts'
import { flowListQuery } from '../list/flow-list-query.ts'
import type { FilterProps } from './filter-button.tsx'
import { nameOfInitiator, pickedNames } from './name-of-initiator.ts'

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
      isAtButton
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
                label: (
                  <span>
                    {labels[value]} <span className="filter-count">{counts && countOf(value)}</span>
                  </span>
                ),
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

type InitiatorChoiceProps = {
  /** Who started most of the list. */
  frequent: readonly { userId: string | null; name: string }[]
  /** See `FlowConditions`. */
  value: string | null
  /** The name of the chosen person, if it is known. */
  valueName: string | null
  onChange: (by: string | null) => void
}

/** Chooses whose contracts are listed: of the most frequent initiators, or any colleague. */
function InitiatorChoice({ frequent, value, valueName, onChange }: InitiatorChoiceProps) {
  const t = useWords(homeWords)
  const tError = useWords(errorWords)
  const client = useQueryClient()
  const { corpId } = useSession()
  const offered = frequent.map(({ userId, name }) => ({ value: userId ?? name, label: name }))
  const isOffered = offered.some((option) => option.value === value)
  const pick = async () => {
    try {
      await configureOnce(client)
      const [person] = await pickPeople({ title: t.pickInitiator, corpId, most: 1 })
      if (person === undefined) return
      pickedNames.set(person.userId, person.name)
      onChange(person.userId)
    } catch (cause) {
      if (cause instanceof ApiError) {
        notify(failureIn(cause, tError).reason, 'fail')
        return
      }
      const { failure, nativeCode } = toDingTalkError(cause)
      if (failure !== 'cancelled') notify(t.notPicked({ code: nativeCode ?? failure }), 'fail')
    }
  }
  return (
    <>
      {/* One line, whose height does not change when people are known. */}
      <RadioChips
        isLine
        label={t.initiator}
        options={[
          { value: 'any', label: t.any },
          ...offered,
          ...(value === null || isOffered ? [] : [{ value, label: valueName || t.initiator }]),
        ]}
        value={value ?? 'any'}
        onChange={(by) => onChange(by === 'any' ? null : by)}
      />
      {dingTalkPlatform !== null && (
        <Button size="small" fill="none" color="primary" loading="auto" onClick={pick}>
          {t.pickColleague}
        </Button>
      )}
    </>
  )
}

import { useInfiniteQuery } from '@tanstack/react-query'
import { Chip, Chips } from '#web/components/chip/chip.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { homeWords } from '../home-words.ts'
import { flowListQuery } from '../list/flow-list-query.ts'
import type { FilterProps } from './filter-button.tsx'
import { nameOfInitiator } from './name-of-initiator.ts'

/** The chosen conditions, each of which a tap removes; nothing without any. */
export function ChosenConditions({ filter, onFilter }: FilterProps) {
  const t = useWords(homeWords)
  const labels = useWords(words.status)
  const { data } = useInfiniteQuery({
    ...flowListQuery(filter),
    // The list itself reads it.
    enabled: false,
  })
  const { status, since, by, due, sort } = filter
  const initiator = nameOfInitiator(data, by)
  const chips = [
    ...status.map((one) => (
      <Chip
        key={one}
        label={labels[one]}
        onRemove={() => onFilter({ status: status.filter((other) => other !== one) })}
      />
    )),
    since !== null && (
      <Chip key="since" label={t.startedWithin(since)} onRemove={() => onFilter({ since: null })} />
    ),
    by !== null && (
      <Chip
        key="by"
        label={initiator === null ? t.initiator : t.startedBy({ name: initiator })}
        onRemove={() => onFilter({ by: null })}
      />
    ),
    due !== null && (
      <Chip key="due" label={t.dueWithin(due)} onRemove={() => onFilter({ due: null })} />
    ),
    sort !== null && (
      <Chip key="sort" label={t[`by-${sort}`]} onRemove={() => onFilter({ sort: null })} />
    ),
  ].filter((chip) => chip !== false)
  if (chips.length === 0) return null
  return <Chips label={t.chosenConditions}>{chips}</Chips>
}

import { RadioChips } from '#web/components/chip/choice-chips.tsx'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { defineWords, useWords, words } from '#web/i18n/words.ts'
import { useOperatorName } from './log-names.ts'
import {
  timelineChoices,
  type TimelineEntry,
  type TimelineFilter,
  type TimelineGroup,
} from './timeline.ts'

const filterWords = defineWords({
  zh: { byKind: '操作', byPerson: '人员', allKinds: '全部操作', allPeople: '全部人员' },
  en: {
    byKind: 'What was done',
    byPerson: 'People',
    allKinds: 'All kinds',
    allPeople: 'All people',
  },
})

type FilterSheetProps = {
  entries: readonly TimelineEntry[]
  filter: TimelineFilter
  onChange: (filter: TimelineFilter) => void
} & OpenSheet

/** Filters by what was done and by a person. */
export function FilterSheet({ entries, filter, onChange, open, onClose }: FilterSheetProps) {
  const t = useWords(filterWords)
  const tTimeline = useWords(words.timeline)
  const nameOf = useOperatorName()
  const { groups, people } = timelineChoices(entries)
  const groupOptions: { value: TimelineGroup | ''; label: string }[] = [
    { value: '', label: t.allKinds },
    ...groups.map((group) => ({ value: group, label: tTimeline[group] })),
  ]
  const personOptions = [
    { value: '', label: t.allPeople },
    ...people.map((person) => ({ value: person, label: nameOf(person) })),
  ]
  return (
    <Sheet open={open} title={tTimeline.filter} isAtButton onClose={onClose}>
      <h3>{t.byKind}</h3>
      <RadioChips
        label={t.byKind}
        options={groupOptions}
        value={filter.group ?? ''}
        onChange={(group) => onChange({ ...filter, group: group === '' ? null : group })}
      />
      <h3>{t.byPerson}</h3>
      <RadioChips
        label={t.byPerson}
        options={personOptions}
        value={filter.person ?? ''}
        onChange={(person) => onChange({ ...filter, person: person === '' ? null : person })}
      />
    </Sheet>
  )
}

import { RadioChips } from '#web/components/chip/choice-chips.tsx'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { useOperatorName } from './log-names.ts'
import {
  timelineChoices,
  type TimelineEntry,
  type TimelineFilter,
  type TimelineGroup,
} from './timeline.ts'

type FilterSheetProps = {
  entries: readonly TimelineEntry[]
  filter: TimelineFilter
  onChange: (filter: TimelineFilter) => void
} & OpenSheet

/** Filters by what was done and by a person. */
export function FilterSheet({ entries, filter, onChange, open, onClose }: FilterSheetProps) {
  const t = useWords(words.timeline)
  const nameOf = useOperatorName()
  const { groups, people } = timelineChoices(entries)
  const groupOptions: { value: TimelineGroup | ''; label: string }[] = [
    { value: '', label: t.allKinds },
    ...groups.map((group) => ({ value: group, label: t[group] })),
  ]
  const personOptions = [
    { value: '', label: t.allPeople },
    ...people.map((person) => ({ value: person, label: nameOf(person) })),
  ]
  return (
    <Sheet open={open} title={t.filter} onClose={onClose}>
      <h3>{t.filterByKind}</h3>
      <RadioChips
        label={t.filterByKind}
        options={groupOptions}
        value={filter.group ?? ''}
        onChange={(group) => onChange({ ...filter, group: group === '' ? null : group })}
      />
      <h3>{t.filterByPerson}</h3>
      <RadioChips
        label={t.filterByPerson}
        options={personOptions}
        value={filter.person ?? ''}
        onChange={(person) => onChange({ ...filter, person: person === '' ? null : person })}
      />
    </Sheet>
  )
}

import { RadioRows } from '#web/components/field/radio-rows.tsx'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { useKindLabel, useOperatorName } from './log-names.ts'
import {
  timelineChoices,
  type TimelineEntry,
  type TimelineFilter,
  type TimelineKind,
} from './timeline.ts'

interface FilterSheetProps extends OpenSheet {
  entries: readonly TimelineEntry[]
  filter: TimelineFilter
  onChange: (filter: TimelineFilter) => void
}

/** Filters by a kind of operation and a person. */
export function FilterSheet({ entries, filter, onChange, open, onClose }: FilterSheetProps) {
  const t = useWords(words.timeline)
  const labelOf = useKindLabel()
  const nameOf = useOperatorName()
  const { kinds, people } = timelineChoices(entries)
  const kindOptions: { value: TimelineKind | ''; label: string }[] = [
    { value: '', label: t.allKinds },
    ...kinds.map((kind) => ({ value: kind, label: labelOf(kind) })),
  ]
  const personOptions = [
    { value: '', label: t.allPeople },
    ...people.map((person) => ({ value: person, label: nameOf(person) })),
  ]
  return (
    <Sheet open={open} title={t.filter} onClose={onClose} done={t.done}>
      <RadioRows
        label={t.filterByKind}
        header={t.filterByKind}
        options={kindOptions}
        value={filter.kind ?? ''}
        onChange={(kind) => onChange({ ...filter, kind: kind === '' ? null : kind })}
      />
      <RadioRows
        label={t.filterByPerson}
        header={t.filterByPerson}
        options={personOptions}
        value={filter.person ?? ''}
        onChange={(person) => onChange({ ...filter, person: person === '' ? null : person })}
      />
    </Sheet>
  )
}

import { useState } from 'react'
import type { LaunchKind } from '#shared/rules/start-flow-draft.ts'
import { RadioRows } from '#web/components/field/radio-rows.tsx'
import type { OpenSheet } from '#web/components/overlay/sheet.tsx'
import { useWords } from '#web/i18n/words.ts'
import { EditSheet } from '../edit-sheet.tsx'
import { useStartForm } from '../start-form.ts'
import { startWords } from '../start-words.ts'

type LaunchSheetProps = {
  launches: readonly LaunchKind[]
} & OpenSheet

/** The choice of how the contract is started. */
export function LaunchSheet({ open, onClose, launches }: LaunchSheetProps) {
  const t = useWords(startWords)
  const { launch, change } = useStartForm()
  const [chosen, setChosen] = useState(launch)
  const done = () => {
    change((before) => ({ ...before, launch: chosen }))
    onClose()
  }
  return (
    <EditSheet open={open} title={t.launch} onClose={onClose} onDone={done}>
      <RadioRows
        label={t.launch}
        options={launches.map((kind) => ({
          value: kind,
          label: t[`launch/${kind}`],
          description: t[`launch/${kind}/note`],
        }))}
        value={chosen}
        onChange={setChosen}
      />
    </EditSheet>
  )
}

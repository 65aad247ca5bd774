import { type MouseEvent, useRef } from 'react'
import { type FlowStatus, flowStatuses } from '#shared/rules/codes/flow-status.ts'
import { RadioRows } from '#web/components/field/radio-rows.tsx'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { homeWords } from '../home-words.ts'

export interface StatusFilterProps {
  status: FlowStatus | null
  onFilter: (change: { status: FlowStatus | null }) => void
}

interface StatusSheetProps extends StatusFilterProps, OpenSheet {}

/**
 * Chooses a status. A tap closes the sheet; arrow keys only move the choice, and 完成 closes the
 * sheet.
 */
export function StatusSheet({ open, status, onFilter, onClose }: StatusSheetProps) {
  const t = useWords(homeWords)
  const labels = useWords(words.status)
  const options = [
    { value: 'any' as const, label: t.anyStatus },
    ...flowStatuses.map((value) => ({
      value,
      label: value === 'unknown' ? t.otherStatuses : labels[value],
    })),
  ]
  const isTap = useRef(false)
  const noteTap = ({ detail, target }: MouseEvent) => {
    // A click by keyboard has `detail` 0.
    isTap.current = detail > 0
    // Tapping the checked option fires no change.
    const isChosen = target instanceof Element && target.closest('.adm-radio-checked') !== null
    if (isTap.current && isChosen) onClose()
  }
  const choose = (value: FlowStatus | 'any') => {
    onFilter({ status: value === 'any' ? null : value })
    if (isTap.current) onClose()
  }
  return (
    <Sheet open={open} title={t.filterByStatus} onClose={onClose} done={t.done}>
      {/* antd-mobile stops the propagation of a radio's click. */}
      <div role="presentation" onClickCapture={noteTap}>
        <RadioRows
          label={t.filterByStatus}
          options={options}
          value={status ?? 'any'}
          onChange={choose}
        />
      </div>
    </Sheet>
  )
}

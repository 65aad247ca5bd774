import Button from 'antd-mobile/es/components/button'
import { type MouseEvent, useRef } from 'react'
import { type FlowStatus, flowStatuses } from '#shared/rules/codes/flow-status.ts'
import { RadioRows } from '#web/components/field/radio-rows.tsx'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { homeWords } from '../home-words.ts'
import type { StatusFilterProps } from './status-filter.tsx'

interface StatusSheetProps extends StatusFilterProps, OpenSheet {}

/** Chooses a status. A tap closes it; the arrow keys only move the choice, which 完成 closes. */
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
    // The one that is chosen already tells no change.
    const isChosen = target instanceof Element && target.closest('.adm-radio-checked') !== null
    if (isTap.current && isChosen) onClose()
  }
  const choose = (value: FlowStatus | 'any') => {
    onFilter({ status: value === 'any' ? null : value })
    if (isTap.current) onClose()
  }
  return (
    <Sheet
      open={open}
      title={t.filterByStatus}
      onClose={onClose}
      actions={
        <Button block color="primary" onClick={onClose}>
          {t.done}
        </Button>
      }
    >
      {/* antd-mobile keeps the click of a radio to itself. */}
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

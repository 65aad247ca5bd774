import List from 'antd-mobile/es/components/list'
import Radio from 'antd-mobile/es/components/radio'
import { Check } from 'lucide'
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { Icon } from '#web/components/icon.ts'
import './field.css'

type RadioRowsProps<Value extends string> = {
  /** The accessible name of the group; `header` is visible. */
  label: string
  header?: ReactNode
  options: readonly {
    value: Value
    label: ReactNode
    description?: ReactNode
    disabled?: boolean
  }[]
  value: Value
  onChange: (value: Value) => void
  /** Called for a tap, also on what is chosen already, but not when arrow keys pass an option. */
  onPick?: (value: Value) => void
}

/** A single choice, one row per option; the chosen one has a tick at its right. */
export function RadioRows<Value extends string>(props: RadioRowsProps<Value>) {
  const { label, header, options, value, onChange, onPick } = props
  const group = useRef<HTMLDivElement>(null)
  const name = useId()
  const isPassing = useRef(false)
  // Arrow keys move between radio buttons only if they share a name, which antd-mobile does not
  // set.
  useLayoutEffect(() => {
    for (const input of group.current?.querySelectorAll('input') ?? []) input.name = name
  })
  const choose = (chosen: string | number) => {
    const option = options.find((one) => one.value === chosen)
    if (!option) return
    onChange(option.value)
    if (!isPassing.current) onPick?.(option.value)
  }
  return (
    <div
      role="presentation"
      onKeyDown={(event) => {
        const { key } = event
        isPassing.current = key.startsWith('Arrow')
        if (key !== 'Enter' || onPick === undefined) return
        // The same key would press what has the focus once a sheet is closed.
        event.preventDefault()
        onPick(value)
      }}
      onKeyUp={() => {
        isPassing.current = false
      }}
      // antd-mobile keeps the click of an input from what is around it.
      onClickCapture={({ target }) => {
        const isChosen = target instanceof Element && target.closest('.adm-radio-checked') !== null
        if (isChosen && !isPassing.current) onPick?.(value)
      }}
    >
      <div ref={group} role="radiogroup" aria-label={label} className="choice-rows">
        <List mode="card" header={header}>
          <Radio.Group value={value} onChange={choose}>
            {options.map(({ disabled = false, ...option }) => (
              <List.Item key={option.value}>
                <Radio block value={option.value} disabled={disabled} icon={tick}>
                  {option.label}
                  {option.description && <span className="choice-note">{option.description}</span>}
                </Radio>
              </List.Item>
            ))}
          </Radio.Group>
        </List>
      </div>
    </div>
  )
}

const tick = (isChosen: boolean) => isChosen && <Icon icon={Check} className="choice-tick" />

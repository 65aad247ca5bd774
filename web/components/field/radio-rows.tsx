import List from 'antd-mobile/es/components/list'
import Radio from 'antd-mobile/es/components/radio'
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
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
}

/** A single choice, one row per option. */
export function RadioRows<Value extends string>(props: RadioRowsProps<Value>) {
  const { label, header, options, value, onChange } = props
  const group = useRef<HTMLDivElement>(null)
  const name = useId()
  // Arrow keys move between radio buttons only if they share a name, which antd-mobile does not
  // set.
  useLayoutEffect(() => {
    for (const input of group.current?.querySelectorAll('input') ?? []) input.name = name
  })
  const choose = (chosen: string | number) => {
    const option = options.find((one) => one.value === chosen)
    if (option) onChange(option.value)
  }
  return (
    <div ref={group} role="radiogroup" aria-label={label} className="choice-rows">
      <List mode="card" header={header}>
        <Radio.Group value={value} onChange={choose}>
          {options.map(({ disabled = false, ...option }) => (
            <List.Item key={option.value}>
              <Radio block value={option.value} disabled={disabled}>
                {option.label}
                {option.description && <span className="choice-note">{option.description}</span>}
              </Radio>
            </List.Item>
          ))}
        </Radio.Group>
      </List>
    </div>
  )
}

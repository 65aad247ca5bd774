import Checkbox from 'antd-mobile/es/components/checkbox'
import List from 'antd-mobile/es/components/list'
import type { ReactNode } from 'react'
import './field.css'

type CheckRowsProps<Value extends string> = {
  /** The accessible name of the group; `header` is visible. */
  label: string
  header?: ReactNode
  options: readonly { value: Value; label: ReactNode }[]
  value: readonly Value[]
  onChange: (value: Value[]) => void
}

/** A multiple choice, one row per option. */
export function CheckRows<Value extends string>(props: CheckRowsProps<Value>) {
  const { label, header, options, value, onChange } = props
  const set = (one: Value, isChecked: boolean) =>
    onChange(isChecked ? [...value, one] : value.filter((other) => other !== one))
  return (
    <div role="group" aria-label={label} className="choice-rows">
      <List mode="card" header={header}>
        {options.map((option) => (
          <List.Item key={option.value}>
            <Checkbox
              block
              checked={value.includes(option.value)}
              onChange={(isChecked) => set(option.value, isChecked)}
            >
              {option.label}
            </Checkbox>
          </List.Item>
        ))}
      </List>
    </div>
  )
}

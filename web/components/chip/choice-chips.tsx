import Checkbox from 'antd-mobile/es/components/checkbox'
import Radio from 'antd-mobile/es/components/radio'
import { Check } from 'lucide'
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { Icon } from '#web/components/icon.ts'
import './chip.css'

type ChoiceProps<Value extends string> = {
  /** The accessible name of the group. */
  label: string
  options: readonly {
    value: Value
    label: ReactNode
    /** Whether a line is between it and the option before. */
    isApart?: boolean
  }[]
  /** Whether they are one line that scrolls sideways; otherwise they wrap. */
  isLine?: boolean
}

type RadioChipsProps<Value extends string> = {
  value: Value
  onChange: (value: Value) => void
} & ChoiceProps<Value>

/** A single choice as chips. */
export function RadioChips<Value extends string>(props: RadioChipsProps<Value>) {
  const { label, options, isLine = false, value, onChange } = props
  const group = useRef<HTMLDivElement>(null)
  const name = useId()
  // As in `RadioRows`: arrow keys need a shared name, which antd-mobile does not set.
  useLayoutEffect(() => {
    for (const input of group.current?.querySelectorAll('input') ?? []) input.name = name
  })
  const choose = (chosen: string | number) => {
    const option = options.find((one) => one.value === chosen)
    if (option) onChange(option.value)
  }
  return (
    <div ref={group} role="radiogroup" aria-label={label} className={classOf(isLine)}>
      <Radio.Group value={value} onChange={choose}>
        {options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            className={chipClass(option.value === value, option.isApart)}
            icon={noIcon}
          >
            <Pill isChosen={option.value === value}>{option.label}</Pill>
          </Radio>
        ))}
      </Radio.Group>
    </div>
  )
}

type CheckChipsProps<Value extends string> = {
  value: readonly Value[]
  onChange: (value: Value[]) => void
} & ChoiceProps<Value>

/** A multiple choice as chips. */
export function CheckChips<Value extends string>(props: CheckChipsProps<Value>) {
  const { label, options, isLine = false, value, onChange } = props
  const set = (one: Value, isChecked: boolean) =>
    onChange(isChecked ? [...value, one] : value.filter((other) => other !== one))
  return (
    <div role="group" aria-label={label} className={classOf(isLine)}>
      {options.map((option) => {
        const isChosen = value.includes(option.value)
        return (
          <Checkbox
            key={option.value}
            checked={isChosen}
            className={chipClass(isChosen, option.isApart)}
            icon={noIcon}
            onChange={(isChecked) => set(option.value, isChecked)}
          >
            <Pill isChosen={isChosen}>{option.label}</Pill>
          </Checkbox>
        )
      })}
    </div>
  )
}

const classOf = (isLine: boolean) => `choice-chips chips${isLine ? ' is-line' : ''}`

const chipClass = (isChosen: boolean, isApart = false) =>
  `chip${isChosen ? ' is-chosen' : ''}${isApart ? ' is-apart' : ''}`

const noIcon = () => null

function Pill({ isChosen, children }: { isChosen: boolean; children: ReactNode }) {
  return (
    <span className="chip-pill">
      {isChosen && <Icon icon={Check} />}
      {children}
    </span>
  )
}

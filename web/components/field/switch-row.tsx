import List from 'antd-mobile/es/components/list'
import Switch from 'antd-mobile/es/components/switch'
import { type KeyboardEvent, type ReactNode } from 'react'
import './field.css'

type SwitchRowProps = {
  label: string
  description?: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
}

/** A switch as a row of `Rows`. */
export function SwitchRow({ label, description, checked, onChange }: SwitchRowProps) {
  return (
    <li>
      <List.Item
        description={description}
        extra={
          <div role="presentation" className="switch-keys" onKeyDown={clickByKey}>
            <Switch checked={checked} onChange={onChange} tabIndex={0} aria-label={label} />
          </div>
        }
      >
        {label}
      </List.Item>
    </li>
  )
}

/** antd-mobile's switch does not react to keys. */
function clickByKey(event: KeyboardEvent): void {
  if (event.key !== ' ' && event.key !== 'Enter') return
  event.preventDefault()
  if (event.target instanceof HTMLElement) event.target.click()
}

import Button from 'antd-mobile/es/components/button'
import type { IconNode } from 'lucide'
import { Icon } from '#web/components/icon.ts'
import './icon-button.css'

interface IconButtonProps {
  icon: IconNode
  /** The button's name. */
  label: string
  /** A promise keeps the button loading until it settles. */
  onClick: () => void | Promise<void>
  loading?: boolean
  disabled?: boolean
}

/** A button that shows a picture in place of its name, 44 pixels wide and high. */
export function IconButton({ icon, label, onClick, loading, disabled = false }: IconButtonProps) {
  return (
    <Button
      className="icon-button"
      fill="none"
      aria-label={label}
      loading={loading ?? 'auto'}
      disabled={disabled}
      onClick={() => onClick()}
    >
      <Icon icon={icon} />
    </Button>
  )
}

import Button from 'antd-mobile/es/components/button'
import DotLoading from 'antd-mobile/es/components/dot-loading'
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
  /** Whether it does nothing for now. It keeps the focus, which a disabled button would lose. */
  isBusy?: boolean
}

/** A button that shows a picture in place of its name, 44 pixels wide and high. */
export function IconButton({ icon, label, onClick, loading, isBusy = loading }: IconButtonProps) {
  return (
    <Button
      className="icon-button"
      fill="none"
      aria-label={label}
      aria-disabled={isBusy}
      loading={loading === undefined && 'auto'}
      onClick={() => (isBusy ? undefined : onClick())}
    >
      {loading ? <DotLoading color="currentColor" /> : <Icon icon={icon} />}
    </Button>
  )
}

import Button from 'antd-mobile/es/components/button'
import DotLoading from 'antd-mobile/es/components/dot-loading'
import type { IconNode } from 'lucide'
import { Icon } from '#web/components/icon.ts'
import './icon-button.css'

type IconButtonProps = {
  icon: IconNode
  /** The accessible name. */
  label: string
  /** A promise keeps the button loading until it settles. */
  onClick: () => void | Promise<void>
  loading?: boolean
  /** Ignores clicks for now, but keeps the focus, which a disabled button would lose. */
  isBusy?: boolean
}

/** A button with an icon instead of text, 44 pixels wide and high. */
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

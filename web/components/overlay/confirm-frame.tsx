import Dialog from 'antd-mobile/es/components/dialog'
import { type ReactNode, useCallback, useId } from 'react'
import './confirm.css'
import { useModal } from './use-modal.ts'
import { useVisible } from './use-visible.ts'

export type ConfirmDialogProps = {
  open: boolean
  /** The question, which is also the dialog's accessible name. */
  title: string
  /** What happens on confirming; may contain a field. */
  children?: ReactNode
  confirm: {
    label: string
    /** Whether it cannot be undone. */
    isDanger?: boolean
    disabled?: boolean
    /**
     * A promise keeps the button loading until it settles. The caller closes the dialog and handles
     * failures.
     */
    onConfirm: () => void | Promise<unknown>
  }
  /** The label of the safe choice, which has the initial focus. */
  cancelLabel: string
  onClose: () => void
}

export function ConfirmFrame(props: ConfirmDialogProps) {
  const { open, title, children, confirm, cancelLabel, onClose } = props
  const bodyClass = `confirm-${useId().replace(/\W/g, '')}`
  const isVisible = useVisible(open)
  const findDialog = useCallback(() => {
    const found = document.querySelector(`.${bodyClass}`)?.closest<HTMLElement>('[role="dialog"]')
    found?.setAttribute('aria-modal', 'true')
    // antd-mobile also labels the outer element, which has no role.
    found?.closest('.adm-dialog')?.removeAttribute('aria-label')
    return found ?? null
  }, [bodyClass])
  useModal(findDialog, { isOpen: isVisible && open, onClose, first: '.confirm-cancel' })
  return (
    <Dialog
      visible={isVisible}
      title={title}
      content={children && <div className="confirm-content stack">{children}</div>}
      aria-label={title}
      bodyClassName={bodyClass}
      closeOnMaskClick={false}
      destroyOnClose
      getContainer={() => document.body}
      onClose={onClose}
      actions={[
        [
          { key: 'cancel', text: cancelLabel, className: 'confirm-cancel', onClick: onClose },
          {
            key: 'confirm',
            text: confirm.label,
            bold: true,
            danger: confirm.isDanger ?? false,
            disabled: confirm.disabled ?? false,
            onClick: async () => {
              await Promise.resolve(confirm.onConfirm()).catch(() => {})
            },
          },
        ],
      ]}
    />
  )
}

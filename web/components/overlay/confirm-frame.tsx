import Dialog from 'antd-mobile/es/components/dialog'
import { useEffect, useId, useRef, useState } from 'react'
import type { ConfirmDialogProps } from './confirm-dialog.tsx'
import './confirm.css'
import { useModal } from './use-modal.ts'

export function ConfirmFrame(props: ConfirmDialogProps) {
  const { open, title, children, confirm, cancelLabel, onClose } = props
  const bodyClass = `confirm-${useId().replace(/\W/g, '')}`
  const dialog = useRef<HTMLElement>(null)
  // Closed when it is first drawn, so that it moves in.
  const [isShown, setShown] = useState(false)
  useEffect(() => setShown(open), [open])
  const isOpen = isShown && open
  // The dialog's element is antd-mobile's own, around the body.
  useEffect(() => {
    if (!isOpen) return
    dialog.current = document.querySelector(`.${bodyClass}`)?.closest<HTMLElement>('[role]') ?? null
    dialog.current?.setAttribute('aria-modal', 'true')
  }, [isOpen, bodyClass])
  useModal(dialog, { isOpen, onClose, first: '.confirm-cancel' })
  return (
    <Dialog
      visible={isOpen}
      title={title}
      content={children && <div className="confirm-content">{children}</div>}
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
            onClick: confirm.onConfirm,
          },
        ],
      ]}
    />
  )
}

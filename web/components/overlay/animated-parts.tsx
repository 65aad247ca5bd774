import { Globals } from '@react-spring/web'
import CenterPopup from 'antd-mobile/es/components/center-popup'
import Dialog from 'antd-mobile/es/components/dialog'
import Popup from 'antd-mobile/es/components/popup'
import SafeArea from 'antd-mobile/es/components/safe-area'
import { unstableSetRender } from 'antd-mobile/es/utils/unstable-render'
import { X } from 'lucide'
import {
  type ReactNode,
  type TouchEvent,
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { createRoot } from 'react-dom/client'
import { IconButton } from '#web/components/button/icon-button.tsx'
import { useIsWide, useMatches } from '#web/components/use-is-wide.ts'
import { useWords, words } from '#web/i18n/words.ts'
import '#web/components/button/hover.css'
import './confirm.css'
import './sheet.css'
import { Popover } from './popover.tsx'
import { useModal, useVisible } from './use-modal.ts'

// The animated file (animated.ts): sheets and dialogs, and what it has from other folders.

export { PullFrame } from '#web/components/pull/pull-frame.tsx'
export { TabsFrame } from '#web/components/tabs/tabs-frame.tsx'
export { showToast } from './toast.ts'

// React 19 has no `ReactDOM.render`, which antd-mobile uses for toasts.
unstableSetRender((node, container) => {
  const root = createRoot(container)
  root.render(node)
  return () => Promise.resolve().then(() => root.unmount())
})

const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)')
const follow = () => Globals.assign({ skipAnimation: reducedMotion.matches })
// `addEventListener` is missing on the media queries of Safari 13.
reducedMotion.addListener(follow)
follow()

export type SheetProps = {
  open: boolean
  /** Called on back, Escape, the close button, a tap outside the sheet, and a swipe down. */
  onClose: () => void
  /** The heading, which is also the accessible name. */
  title: string
  /** Mounted only while open, so hooks that should run only then belong in a child. */
  children: ReactNode
  /** Buttons at the bottom, the primary one first; none that only closes the sheet. */
  actions?: ReactNode
  /**
   * Whether it is a menu or a choice, which is a popover at the button that was pressed for it from
   * 768 pixels and with a mouse.
   */
  isAtButton?: boolean
  /** Whether it has the height of the window, its content scrolls itself, and no swipe closes it. */
  isFull?: boolean
  /** Whether it is wide enough for `.sheet-columns`, from 768 pixels of the window. */
  hasColumns?: boolean
  /** Below the heading. */
  subtitle?: string
  testId?: string
}

/** Scrolling the content is no swipe that closes the sheet. */
function keepScrolling(event: TouchEvent<HTMLElement>): void {
  const { scrollHeight, clientHeight } = event.currentTarget
  if (scrollHeight > clientHeight) event.stopPropagation()
}

/** Keys scroll a long content only if something in it, or else itself, can have the focus. */
function makeReachable(body: HTMLElement | null): void {
  if (body === null) return
  const scrolls = body.scrollHeight > body.clientHeight
  const isEmpty = body.querySelector('a[href], button, input, textarea, [tabindex]') === null
  if (scrolls && isEmpty) body.tabIndex = 0
  else body.removeAttribute('tabindex')
}

export function SheetFrame(props: SheetProps) {
  const { open, title, onClose, children, actions, subtitle, testId } = props
  const { isAtButton = false, isFull = false, hasColumns = false } = props
  const t = useWords(words.page)
  const isWide = useIsWide(768)
  const hasMouse = useMatches('(hover: hover) and (pointer: fine)')
  const wideFrame = isAtButton && hasMouse ? 'popover' : 'dialog'
  const frameNow = isWide ? wideFrame : 'sheet'
  // Switching the frame of an open sheet would remount its content.
  const [frame, setFrame] = useState(frameNow)
  if (!open && frame !== frameNow) setFrame(frameNow)
  const titleId = useId()
  const dialog = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLDivElement>(null)
  useEffect(() => makeReachable(body.current))
  const isVisible = useVisible(open)
  const findDialog = useCallback(() => dialog.current, [])
  useModal(findDialog, { isOpen: (isVisible || frame === 'popover') && open, onClose, first: 'h2' })
  const shared = {
    visible: isVisible,
    onClose,
    closeOnMaskClick: true,
    destroyOnClose: true,
    getContainer: () => document.body,
    bodyClassName: `sheet-frame${isFull ? ' is-full' : ''}${hasColumns ? ' has-columns' : ''}`,
  }
  const content = (
    <div
      ref={dialog}
      className={`sheet${isFull ? ' is-full' : ''}`}
      role="dialog"
      aria-modal="true"
      aria-labelledby={titleId}
      data-testid={testId}
    >
      <div className="sheet-head">
        <div>
          <h2 id={titleId} tabIndex={-1}>
            {title}
          </h2>
          {subtitle !== undefined && <p className="quiet small">{subtitle}</p>}
        </div>
        <IconButton icon={X} label={t.close} onClick={onClose} />
      </div>
      <div ref={body} className="sheet-body stack" onTouchStart={keepScrolling}>
        {children}
      </div>
      <div className="sheet-actions">{actions}</div>
      {frame === 'sheet' && <SafeArea position="bottom" />}
    </div>
  )
  if (frame === 'popover') return open && <Popover onClose={onClose}>{content}</Popover>
  if (frame === 'dialog') return <CenterPopup {...shared}>{content}</CenterPopup>
  return (
    <Popup {...shared} closeOnSwipe={!isFull}>
      {content}
    </Popup>
  )
}

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

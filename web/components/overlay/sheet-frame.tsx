import Button from 'antd-mobile/es/components/button'
import CenterPopup from 'antd-mobile/es/components/center-popup'
import Popup from 'antd-mobile/es/components/popup'
import SafeArea from 'antd-mobile/es/components/safe-area'
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
import { IconButton } from '#web/components/button/icon-button.tsx'
import { useIsWide } from '#web/components/use-is-wide.ts'
import { useWords, words } from '#web/i18n/words.ts'
import './sheet.css'
import { useModal } from './use-modal.ts'
import { useVisible } from './use-visible.ts'

export type SheetProps = {
  open: boolean
  /** Called on back, Escape, the close button, a tap outside the sheet, and a swipe down. */
  onClose: () => void
  /** The heading, which is also the accessible name. */
  title: string
  /** Mounted only while open, so hooks that should run only then belong in a child. */
  children: ReactNode
  /** Buttons at the bottom, the primary one first; by default, one that closes the sheet. */
  actions?: ReactNode
  /** The label of the default button, which is then the primary action. */
  done?: string
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
  const { open, title, onClose, children, actions, done, subtitle, testId } = props
  const { isFull = false, hasColumns = false } = props
  const t = useWords(words.page)
  const isWideNow = useIsWide(768)
  // Switching the frame of an open sheet would remount its content.
  const [isWide, setWide] = useState(isWideNow)
  if (!open && isWide !== isWideNow) setWide(isWideNow)
  const titleId = useId()
  const dialog = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLDivElement>(null)
  useEffect(() => makeReachable(body.current))
  const isVisible = useVisible(open)
  const findDialog = useCallback(() => dialog.current, [])
  useModal(findDialog, { isOpen: isVisible && open, onClose, first: 'h2' })
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
      <div className="sheet-actions">
        {actions ?? (
          <Button
            block
            fill={done === undefined ? 'none' : 'solid'}
            color={done === undefined ? 'default' : 'primary'}
            onClick={onClose}
          >
            {done ?? t.close}
          </Button>
        )}
        {!isWide && <SafeArea position="bottom" />}
      </div>
    </div>
  )
  if (isWide) return <CenterPopup {...shared}>{content}</CenterPopup>
  return (
    <Popup {...shared} closeOnSwipe={!isFull}>
      {content}
    </Popup>
  )
}

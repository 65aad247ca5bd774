import { useEffect, useRef, useState } from 'react'
import { loadAgain } from '#web/api/http/load-again.ts'
import { useWords, words } from '#web/i18n/words.ts'
import type { SheetProps } from './animated-parts.tsx'
import { type AnimatedParts, loadAnimated, useAnimated } from './animated.ts'
import { announcement, noAnnouncement } from './announcement.ts'
import { notify } from './notify.ts'

/** The props of every sheet. */
export type OpenSheet = Pick<SheetProps, 'open' | 'onClose'>

/** A bottom sheet below 768 pixels of width, a centred dialog or a popover above. */
export function Sheet(props: SheetProps) {
  const parts = useDialogParts(props.open, props.onClose)
  return parts && <parts.SheetFrame {...props} />
}

type SheetState<Part> = {
  /** The content's module; null until loaded. */
  part: Part | null
  /** Loads the sheet and opens it; for a `Button` with `loading="auto"`. */
  show: () => Promise<void>
  close: () => void
  /** Props for the sheet. */
  props: OpenSheet
}

/**
 * A sheet with lazy content: `const share = useSheet(() =>
 * import('#web/features/flow/actions/action-sheet.tsx'))`. If loading fails, it does not open, and a
 * toast says why.
 * @param options `needsNetwork`: whether it is useless without a network, even if its code is
 * cached
 */
export function useSheet<Part>(
  load: () => Promise<Part>,
  { needsNetwork = false } = {},
): SheetState<Part> {
  const t = useWords(words.page)
  const [part, setPart] = useState<Part | null>(null)
  const [isOpen, setOpen] = useState(false)
  const opener = useRef<Element | null>(null)
  const show = async () => {
    opener.current = document.activeElement
    try {
      if (needsNetwork && !navigator.onLine) throw new Error('offline')
      const [loaded] = await Promise.all([loadAgain(load), loadAnimated()])
      setPart(loaded)
      setOpen(true)
    } catch {
      notify(t.noNetwork, 'fail')
    }
  }
  const close = () => {
    setOpen(false)
    setTimeout(() => focusAgain(opener.current))
  }
  return { part, show, close, props: { open: isOpen, onClose: close } }
}

/**
 * A loading button is disabled and loses the focus, so closing the sheet could not restore it. If
 * the button is gone, a neighbour gets the focus.
 */
function focusAgain(opener: Element | null): void {
  const active = document.activeElement
  const isLost = active === document.body || active?.closest('[role="dialog"]') != null
  if (!isLost || opener === null) return
  const isUsable = opener.isConnected && !opener.matches(':disabled')
  const target = isUsable ? opener : opener.parentElement?.querySelector('button:not(:disabled)')
  if (target instanceof HTMLElement) target.focus({ preventScroll: true })
}

/** How long a tap may have no visible effect, in milliseconds. */
const silentMs = 300

/**
 * The animated parts for an open dialog. While they are loading, a text says so; if that fails, a text
 * says so and the dialog closes.
 */
export function useDialogParts(open: boolean, onClose: () => void): AnimatedParts | null {
  const t = useWords(words.page)
  const parts = useAnimated(open, () => {
    notify(t.noNetwork, 'fail')
    onClose()
  })
  const isWaiting = open && parts === null
  useEffect(() => {
    if (!isWaiting) return undefined
    const sign = { ...noAnnouncement, text: t.loading, isShown: true }
    const timer = setTimeout(() => announcement.set(sign), silentMs)
    return () => {
      clearTimeout(timer)
      if (announcement.get() === sign) announcement.set(noAnnouncement)
    }
  }, [isWaiting, t.loading])
  return parts
}

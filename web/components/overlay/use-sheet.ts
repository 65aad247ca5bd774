import { useRef, useState } from 'react'
import { loadAgain } from '#web/api/http/load-again.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { loadHeavy } from './heavy.ts'
import { notify } from './notify.ts'
import type { OpenSheet } from './sheet.tsx'

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
 * import('#web/features/flow/actions/share-sheet.tsx'))`. If loading fails, it does not open, and a
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
      const [loaded] = await Promise.all([loadAgain(load), loadHeavy()])
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

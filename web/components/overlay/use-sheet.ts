import { useState } from 'react'
import { useWords, words } from '#web/i18n/words.ts'
import { loadHeavy } from './heavy.ts'
import { notify } from './notify.ts'

interface SheetState<Part> {
  /** The module of the sheet's content once it was loaded; null before. */
  part: Part | null
  isOpen: boolean
  /** Loads what the sheet needs, then opens it; for a `Button` with `loading="auto"`. */
  show: () => Promise<void>
  close: () => void
}

/**
 * A sheet whose content is a file of its own:
 * `const share = useSheet(() => import('./share-sheet.tsx'))`. Without a network nothing opens, and a
 * toast says why.
 */
export function useSheet<Part>(load: () => Promise<Part>): SheetState<Part> {
  const t = useWords(words.page)
  const [part, setPart] = useState<Part | null>(null)
  const [isOpen, setOpen] = useState(false)
  const show = async () => {
    try {
      const [loaded] = await Promise.all([load(), loadHeavy()])
      setPart(loaded)
      setOpen(true)
    } catch {
      notify(t.noNetwork, 'fail')
    }
  }
  return { part, isOpen, show, close: () => setOpen(false) }
}

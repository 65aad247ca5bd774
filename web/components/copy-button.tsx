import { useState } from 'react'
import { useWords, words } from '#web/i18n/words.ts'
import { copyText } from './copy-text.ts'

interface CopyButtonProps {
  text: string | (() => string)
  /** What the button says, where "copy" alone does not do. */
  label?: string
}

/** Copies a text and says so. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const [copied, setCopied] = useState(false)
  const t = useWords(words.page)
  const copy = () => {
    copyText(typeof text === 'string' ? text : text()).then(
      () => {
        setCopied(true)
        setTimeout(() => setCopied(false), 2000)
      },
      // The text stays on screen, to be selected by hand.
      () => {},
    )
  }
  return (
    <button type="button" className="link-button" onClick={copy}>
      <span aria-live="polite">{copied ? t.copied : (label ?? t.copy)}</span>
    </button>
  )
}

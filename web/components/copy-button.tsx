import { useState } from 'react'
import { useWords, words } from '../i18n/words.ts'

/** Copies by a selection where the clipboard API is missing, as in older web views. */
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text)
    return
  }
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.className = 'visually-hidden'
  document.body.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  if (!copied) throw new Error('copying is not possible here')
}

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

import Button from 'antd-mobile/es/components/button'
import { notify } from '#web/components/overlay/notify.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { copyText } from './copy-text.ts'

interface CopyButtonProps {
  text: string | (() => string)
  /** The label, where "copy" is not enough. */
  label?: string
  /** Whether it looks like a button of the page bar. */
  isBig?: boolean
}

/** Copies a text and says so. */
export function CopyButton({ text, label, isBig = false }: CopyButtonProps) {
  const t = useWords(words.page)
  const copy = async () => {
    try {
      await copyText(typeof text === 'string' ? text : text())
      notify(t.copied)
    } catch {
      // The text stays on screen, to be selected by hand.
      notify(t.notCopied, 'fail')
    }
  }
  return (
    <Button
      size={isBig ? 'middle' : 'small'}
      fill={isBig ? 'solid' : 'none'}
      color={isBig ? 'default' : 'primary'}
      onClick={copy}
    >
      {label ?? t.copy}
    </Button>
  )
}

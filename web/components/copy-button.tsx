import Button from 'antd-mobile/es/components/button'
import { notify } from '#web/components/overlay/notify.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { copyText } from './copy-text.ts'

type CopyButtonProps = {
  text: string | (() => string)
  /** Replaces the default label, "copy". */
  label?: string
  /** Whether it looks like a button of the page bar. */
  isBig?: boolean
  /** Whether it is the main button of a sheet. */
  isMain?: boolean
  /** Whether it is the main one of several small buttons. */
  isFilled?: boolean
}

export function CopyButton(props: CopyButtonProps) {
  const { text, label, isBig = false, isMain = false, isFilled = false } = props
  const t = useWords(words.page)
  const copy = async () => {
    try {
      await copyText(typeof text === 'string' ? text : text())
      notify(t.copied)
    } catch {
      // The text is on screen, so it can be selected by hand.
      notify(t.notCopied, 'fail')
    }
  }
  return (
    <Button
      block={isMain}
      size={isBig || isMain ? 'middle' : 'small'}
      fill={isBig || isMain || isFilled ? 'solid' : 'none'}
      color={isBig ? 'default' : 'primary'}
      onClick={copy}
    >
      {label ?? t.copy}
    </Button>
  )
}

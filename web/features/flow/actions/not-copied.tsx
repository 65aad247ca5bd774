import { useWords } from '#web/i18n/words.ts'
import { actionWords } from './action-words.ts'

/** A text that the person has to copy by hand. */
export function NotCopied({ text }: { text: string }) {
  const t = useWords(actionWords)
  return (
    <>
      <p className="sheet-link" data-testid="share-link">
        {text}
      </p>
      <p role="alert">{t.copyFailed}</p>
    </>
  )
}

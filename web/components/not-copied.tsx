import { defineWords, useWords } from '#web/i18n/words.ts'

const notCopiedWords = defineWords({
  zh: { failed: '没有复制成功，请长按上面的内容复制。' },
  en: { failed: 'Copying did not work. Press and hold the text above to copy it.' },
})

/** A text that the person has to copy by hand. */
export function NotCopied({ text }: { text: string }) {
  const t = useWords(notCopiedWords)
  return (
    <>
      <p className="sheet-link" data-testid="share-link">
        {text}
      </p>
      <p role="alert">{t.failed}</p>
    </>
  )
}

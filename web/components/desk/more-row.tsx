import Button from 'antd-mobile/es/components/button'
import { useWords } from '#web/i18n/words.ts'
import { deskWords } from './desk-words.ts'

/** The end of a list of which there is more. */
export function MoreRow({ onMore }: { onMore: () => Promise<unknown> }) {
  const t = useWords(deskWords)
  return (
    <li className="desk-gap">
      <Button
        block
        fill="none"
        color="primary"
        loading="auto"
        loadingText={t.loading}
        onClick={async () => {
          await onMore()
        }}
      >
        {t.more}
      </Button>
    </li>
  )
}

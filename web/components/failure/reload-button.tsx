import Button from 'antd-mobile/es/components/button'
import { useWords, words } from '#web/i18n/words.ts'

export function ReloadButton() {
  const t = useWords(words.page)
  return (
    <Button block color="primary" size="large" onClick={() => location.reload()}>
      {t.reload}
    </Button>
  )
}

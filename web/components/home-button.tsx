import Button from 'antd-mobile/es/components/button'
import { useWords, words } from '../i18n/words.ts'
import { goHome } from './navigation.ts'

export function HomeButton() {
  const t = useWords(words.page)
  return (
    <Button block size="large" onClick={goHome}>
      {t.home}
    </Button>
  )
}

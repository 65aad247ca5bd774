import Button from 'antd-mobile/es/components/button'
import { useWords, words } from '#web/i18n/words.ts'
import { goHome } from '#web/components/page/navigation.ts'

/** @param isMain whether going home is what helps most */
export function HomeButton({ isMain = false }: { isMain?: boolean }) {
  const t = useWords(words.page)
  return (
    <Button block size="large" color={isMain ? 'primary' : 'default'} onClick={goHome}>
      {t.home}
    </Button>
  )
}

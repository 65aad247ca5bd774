import Button from 'antd-mobile/es/components/button'
import { ListChecks } from 'lucide'
import { Icon } from '#web/components/icon.ts'
import { useWords } from '#web/i18n/words.ts'
import { homeWords } from '../home-words.ts'

/** Begins selection mode. An icon where the word does not fit next to the tabs. */
export function ChooseButton({ onClick }: { onClick: () => Promise<void> }) {
  const t = useWords(homeWords)
  return (
    <Button
      className="choose-button"
      size="small"
      fill="none"
      color="primary"
      loading="auto"
      aria-label={t.choose}
      onClick={onClick}
    >
      <Icon icon={ListChecks} />
      <span>{t.choose}</span>
    </Button>
  )
}

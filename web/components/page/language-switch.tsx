import Button from 'antd-mobile/es/components/button'
import { useViewer } from '#web/i18n/viewer.ts'
import { useWords, words } from '#web/i18n/words.ts'

/** Switches between Chinese and English; labelled with the other one. */
export function LanguageSwitch() {
  const t = useWords(words.page)
  const { language, chooseLanguage } = useViewer()
  const other = () => chooseLanguage(language === 'zh' ? 'en' : 'zh')
  return (
    <Button size="small" fill="none" color="primary" onClick={other}>
      {t.otherLanguage}
    </Button>
  )
}

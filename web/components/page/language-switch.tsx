import Button from 'antd-mobile/es/components/button'
import type { Language } from '#shared/rules/languages.ts'
import { useViewer } from '#web/i18n/viewer.ts'
import { useWords, words } from '#web/i18n/words.ts'

const next: Record<Language, Language> = { zh: 'en', en: 'zh' }

/** Switches between Chinese and English; labelled with the other language. */
export function LanguageSwitch() {
  const t = useWords(words.page)
  const { language, chooseLanguage } = useViewer()
  return (
    <Button size="small" fill="none" color="primary" onClick={() => chooseLanguage(next[language])}>
      {t.otherLanguage}
    </Button>
  )
}

import type { ReactNode } from 'react'
import { type Language, languages } from '#shared/rules/languages.ts'
import { chooseColorScheme, chosenColorScheme, colorSchemes } from '#web/components/color-scheme.ts'
import { RadioRows } from '#web/components/field/radio-rows.tsx'
import { useStore } from '#web/components/use-store.ts'
import { useDevice } from '#web/i18n/device.ts'
import { useWords } from '#web/i18n/words.ts'
import { meWords } from './me-words.ts'

const languageNames: Record<Language, ReactNode> = {
  zh: '中文',
  en: <span lang="en">English</span>,
}

/** Language and colour scheme. */
export function DisplayCard() {
  const t = useWords(meWords)
  const { language, chooseLanguage } = useDevice()
  const look = useStore(chosenColorScheme)
  return (
    <>
      <RadioRows
        label={t.language}
        header={<h2>{t.language}</h2>}
        options={languages.map((value) => ({ value, label: languageNames[value] }))}
        value={language}
        onChange={chooseLanguage}
      />
      <RadioRows
        label={t.theme}
        header={<h2>{t.theme}</h2>}
        options={colorSchemes.map((value) => ({ value, label: t[value] }))}
        value={look}
        onChange={chooseColorScheme}
      />
    </>
  )
}

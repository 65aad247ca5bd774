import { chooseColorScheme, colorSchemes, chosenColorScheme } from '#web/boot/color-scheme.ts'
import { RadioRows } from '#web/components/field/radio-rows.tsx'
import { useStore } from '#web/components/use-store.ts'
import { useViewer } from '#web/i18n/viewer.ts'
import { useWords } from '#web/i18n/words.ts'
import { meWords } from './me-words.ts'

const languages = [
  { value: 'zh', label: '中文' },
  { value: 'en', label: <span lang="en">English</span> },
] as const

/** Language and look. */
export function DisplayCard() {
  const t = useWords(meWords)
  const { language, chooseLanguage } = useViewer()
  const look = useStore(chosenColorScheme)
  return (
    <>
      <RadioRows
        label={t.language}
        header={<h2>{t.language}</h2>}
        options={languages}
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

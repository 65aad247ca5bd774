import { useSyncExternalStore } from 'react'
import { chooseColorScheme, colorSchemes, chosenColorScheme } from '#web/boot/color-scheme.ts'
import { Choice } from '#web/components/choice.tsx'
import { useViewer } from '#web/i18n/viewer.ts'
import { useWords } from '#web/i18n/words.ts'
import { meWords } from './me-words.ts'

/** Language and look. */
export function DisplayCard() {
  const t = useWords(meWords)
  const { language, chooseLanguage } = useViewer()
  const look = useSyncExternalStore(
    (changed) => chosenColorScheme.listen(changed),
    () => chosenColorScheme.get(),
  )
  return (
    <section className="card">
      <div className="section-head">
        <h2>{t.settings}</h2>
      </div>
      <Choice
        label={t.language}
        options={[
          { value: 'zh', label: '中文' },
          { value: 'en', label: 'English' },
        ]}
        value={language}
        onChange={chooseLanguage}
      />
      <Choice
        label={t.theme}
        options={colorSchemes.map((value) => ({ value, label: t[value] }))}
        value={look}
        onChange={chooseColorScheme}
      />
    </section>
  )
}

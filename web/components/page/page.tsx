import Button from 'antd-mobile/es/components/button'
import { type ReactNode, useEffect } from 'react'
import type { Language } from '#shared/rules/languages.ts'
import { useDevice } from '#web/i18n/device.ts'
import { useWords, words } from '#web/i18n/words.ts'

type PageProps = {
  /** Shown in the client's own title bar. */
  title: string
  /** Whether to show the language switch: on failures and before signing in. */
  hasLanguage?: boolean
  /** Whether it has two columns from 1200 pixels, which need more width; see `.columns`. */
  hasColumns?: boolean
  children: ReactNode
}

/** The frame of every page: native title, safe areas, width on large screens. */
export function Page(props: PageProps) {
  const { title, hasLanguage = false, hasColumns = false, children } = props
  useEffect(() => {
    // Imported dynamically, because the proxy draws pages without a client.
    void import('#web/dingtalk/page-title.ts').then(({ setPageTitle }) => setPageTitle(title))
  }, [title])
  return (
    <div className={hasColumns ? 'page has-columns' : 'page'}>
      <main>{children}</main>
      {hasLanguage && (
        <footer className="page-footer">
          <LanguageSwitch />
        </footer>
      )}
    </div>
  )
}

const otherLanguage: Record<Language, Language> = { zh: 'en', en: 'zh' }

/** Switches between Chinese and English; labelled with the other language. */
function LanguageSwitch() {
  const t = useWords(words.page)
  const { language, chooseLanguage } = useDevice()
  return (
    <Button
      size="small"
      fill="none"
      color="primary"
      onClick={() => chooseLanguage(otherLanguage[language])}
    >
      {t.otherLanguage}
    </Button>
  )
}

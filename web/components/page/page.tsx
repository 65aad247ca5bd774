import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { useWords, words } from '#web/i18n/words.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { goHome } from './navigation.ts'

interface PageProps {
  /** Shown in the client's own title bar. */
  title: string
  /** Whether the page leads home by itself, so that the footer need not. */
  leadsHome?: boolean
  children: ReactNode
}

/** The frame of every page: native title, safe areas, width on large screens, language. */
export function Page({ title, leadsHome = false, children }: PageProps) {
  const [path] = useLocation()
  const t = useWords(words.page)
  useEffect(() => {
    // What knows the client is no part of what draws the page.
    void import('#web/dingtalk/page-title.ts').then(({ setPageTitle }) => setPageTitle(title))
  }, [title])
  return (
    <div className="page">
      <main>{children}</main>
      <footer className="page-footer">
        {path !== '/' && !leadsHome && (
          <button type="button" className="link-button" onClick={goHome}>
            {t.home}
          </button>
        )}
        <LanguageSwitch />
      </footer>
    </div>
  )
}

import { type ReactNode, useEffect } from 'react'
import { LanguageSwitch } from './language-switch.tsx'

interface PageProps {
  /** Shown in the client's own title bar. */
  title: string
  /** Whether the language can be changed here: on pages that come before all others, and failures. */
  hasLanguage?: boolean
  children: ReactNode
}

/** The frame of every page: native title, safe areas, width on large screens. */
export function Page({ title, hasLanguage = false, children }: PageProps) {
  useEffect(() => {
    // What knows the client is no part of what draws the page.
    void import('#web/dingtalk/page-title.ts').then(({ setPageTitle }) => setPageTitle(title))
  }, [title])
  return (
    <div className="page">
      <main>{children}</main>
      {hasLanguage && (
        <footer className="page-footer">
          <LanguageSwitch />
        </footer>
      )}
    </div>
  )
}

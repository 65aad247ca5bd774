import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { setPageTitle } from '../dingtalk/navigation.ts'
import { LanguageSwitch } from './language-switch.tsx'

interface PageProps {
  /** Shown in the client's own title bar. */
  title: string
  children: ReactNode
}

/** The frame of every page: native title, safe areas, width on large screens, language. */
export function Page({ title, children }: PageProps) {
  useEffect(() => setPageTitle(title), [title])
  return (
    <div className="page">
      <main>{children}</main>
      <footer className="page-footer">
        <LanguageSwitch />
      </footer>
    </div>
  )
}

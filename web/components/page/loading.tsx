import type { ReactNode } from 'react'
import { useWords, words } from '#web/i18n/words.ts'

type LoadingProps = {
  className?: string
  children: ReactNode
}

/** Names a skeleton for screen readers. */
export function Loading({ className, children }: LoadingProps) {
  const t = useWords(words.page)
  return (
    <div className={className} role="status" aria-label={t.loading}>
      {children}
    </div>
  )
}

import type { ReactNode } from 'react'
import { errorWords } from '#web/components/failure/error-words.ts'
import { FailureNotice } from '#web/components/failure/failure-notice.tsx'
import { useWords } from '#web/i18n/words.ts'

interface NotUpdatedProps {
  error: Error
  /** The retry button, shown only if a retry can help. */
  retry: ReactNode
}

/** Why a displayed flow could not be reread. */
export function NotUpdated({ error, retry }: NotUpdatedProps) {
  const { notUpdated } = useWords(errorWords)
  return (
    <FailureNotice
      rank="stale"
      lead={notUpdated}
      error={error}
      retry={retry}
      testId="flow-notice"
    />
  )
}

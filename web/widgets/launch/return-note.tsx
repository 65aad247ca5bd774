import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { readReturn } from '#shared/rules/return-page.ts'
import { apiOf } from '#web/api/api.ts'
import { PageNotice } from '#web/components/notice/page-notice.tsx'
import { useWords } from '#web/i18n/words.ts'
import { launchWords } from './launch-words.ts'

/** Removes the return parameters from the URL, so that a reload does not show the note again. */
function forgetReturn(corpId: string | null): void {
  const query = corpId === null ? '' : `?corpId=${encodeURIComponent(corpId)}`
  history.replaceState(history.state, '', location.pathname + query)
}

/**
 * Shown after a return from e签宝. The page was just loaded, so its data are newer than the return.
 * @param props `afterSigning`: the notice of what was signed, on pages that know it
 */
export function ReturnNote({ afterSigning }: { afterSigning?: ReactNode }) {
  const t = useWords(launchWords)
  const client = useQueryClient()
  const [returned] = useState(() => readReturn(location.href))
  useEffect(() => {
    if (returned !== null) forgetReturn(apiOf(client).http.corpId)
  }, [client, returned])
  if (returned === null) return null
  const { from, outcome } = returned
  if (from === 'sign' && afterSigning) return afterSigning
  const said =
    from === 'authorise' ? (`returned/${from}/${outcome}` as const) : (`returned/${from}` as const)
  return (
    <PageNotice rank="returned" testId="return-note">
      {t[said]}
    </PageNotice>
  )
}

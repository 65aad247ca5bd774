import { type ReactNode, useEffect, useState } from 'react'
import { readReturn, type Return } from '#shared/return-page.ts'
import { pageCorp } from '#web/api/session/page-corp.ts'
import { Notice } from '#web/components/note/notice.tsx'
import { useWords } from '#web/i18n/words.ts'
import { launchWords } from './launch-words.ts'

/** How this page load came back from a page of e签宝; null when it did not. */
const returned: Return | null = readReturn(location.href)
const returnedTo = location.pathname
let isTold = false

/** Takes the return out of the address, so that a reload does not tell it again. */
function forgetReturn(): void {
  const corpId = pageCorp()
  const query = corpId === null ? '' : `?corpId=${encodeURIComponent(corpId)}`
  history.replaceState(history.state, '', location.pathname + query)
}

/**
 * Says that somebody is back from e签宝, where the page was returned to. The page has just been
 * loaded, so what it shows is read after the return.
 * @param props `afterSigning`: what became of signing, for pages that know it
 */
export function ReturnNote({ afterSigning }: { afterSigning?: ReactNode }) {
  const t = useWords(launchWords)
  const [isNews] = useState(() => !isTold && location.pathname === returnedTo)
  useEffect(() => {
    if (returned === null || !isNews) return
    isTold = true
    forgetReturn()
  }, [isNews])
  if (returned === null || !isNews) return null
  const { from, outcome } = returned
  const said =
    from === 'authorise' ? (`returned/${from}/${outcome}` as const) : (`returned/${from}` as const)
  return (
    <Notice tone="active" testId="return-note">
      {from === 'sign' && afterSigning ? afterSigning : t[said]}
    </Notice>
  )
}

import type { AppErrorCode } from '#web/api/http/api-error.ts'
import { useWords } from '#web/i18n/words.ts'
import { authoriseWords } from '#web/widgets/authorise/authorise-words.ts'
import { useCanAuthorise } from '#web/widgets/authorise/authorise-button.tsx'
import { errorWords } from '#web/components/failure/error-words.ts'
import { HowToRenew } from './how-to-renew.tsx'

/** The sentence that says what to do about a failure. */
export function WhatToDo({ code }: { code: AppErrorCode }) {
  const t = useWords(errorWords)
  const tAuthorise = useWords(authoriseWords)
  const canAuthorise = useCanAuthorise(code)
  const next = <p>{canAuthorise ? tAuthorise.note : t[`${code}/next`]}</p>
  return code === 'subscription-ended' ? <HowToRenew>{next}</HowToRenew> : next
}

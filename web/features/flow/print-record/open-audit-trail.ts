import { loadAgain } from '#web/api/http/load-again.ts'
import { goTo } from '#web/components/page/navigation.ts'
import { loadPrintRecord } from './load-print-record.ts'

/**
 * Opens the audit trail of the shown flow. It is part of the URL, so that going back closes it.
 * Rejects if its code does not load.
 */
export async function openAuditTrail(): Promise<void> {
  await loadAgain(loadPrintRecord)
  const search = new URLSearchParams(location.search)
  search.set('view', 'audit')
  goTo(`${location.pathname}?${search}`)
}

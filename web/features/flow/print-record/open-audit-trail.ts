import { loadAgain } from '#web/api/http/load-again.ts'
import { taskIdOfPath } from '#web/api/session/link-access.ts'
import { flowPath, goTo } from '#web/components/page/navigation.ts'
import { loadPrintRecord } from './load-print-record.ts'

/**
 * Opens the audit trail of the shown flow. It is part of the URL, so that going back closes it.
 * Rejects if its code does not load.
 */
export async function openAuditTrail(taskId: string): Promise<void> {
  await loadAgain(loadPrintRecord)
  // The home page shows a contract, too.
  const isHere = taskIdOfPath(location.pathname) === taskId
  const search = new URLSearchParams(isHere ? location.search : '')
  search.set('view', 'audit')
  goTo(`${flowPath(taskId)}?${search}`)
}

import { loadAgain } from '#web/api/http/load-again.ts'

/** Lazy because few people open it. */
export const loadPrintRecord = () => loadAgain(() => import('./print-record.tsx'))

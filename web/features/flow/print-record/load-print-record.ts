/** Loads the audit trail, which few people open. */
export const loadPrintRecord = () => import('./print-record.tsx')

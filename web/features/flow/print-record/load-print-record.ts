/** Lazy because few people open it. */
export const loadPrintRecord = () => import('./print-record.tsx')

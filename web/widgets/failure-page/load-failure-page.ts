/** Lazy because few people see it. */
export const loadFailurePage = () => import('./failure-page.tsx')

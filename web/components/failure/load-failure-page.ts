/** Loads the failure page, which few people see. */
export const loadFailurePage = () => import('./failure-page.tsx')

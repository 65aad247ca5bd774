/** Loads what takes a page that failed; few people see it, so it is no part of the first load. */
export const loadFailurePage = () => import('./failure-page.tsx')

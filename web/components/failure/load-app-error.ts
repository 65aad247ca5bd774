/** Loads what is shown when a page fails; at leisure, so that it is there without a network. */
export const loadAppError = () => import('./app-error.tsx')

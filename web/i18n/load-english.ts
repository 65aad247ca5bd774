/** Starts loading the English words, once. */
export const loadEnglish = () => import('./en.ts')

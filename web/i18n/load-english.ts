export const loadEnglish = () => import('./en.ts')

import { z } from 'zod'

export const fileLanguageSchema = z.enum(['zh', 'en']).default('zh')

/** The language of a file that the proxy writes. */
export type FileLanguage = z.output<typeof fileLanguageSchema>

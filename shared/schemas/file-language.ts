import { z } from 'zod'
import { languages } from '#shared/rules/languages.ts'

export const fileLanguageSchema = z.enum(languages).default('zh')

/** The language of a file written by the proxy. */
export type FileLanguage = z.output<typeof fileLanguageSchema>

import { z } from 'zod'
import { languages } from '#shared/rules/languages.ts'

export const fileLanguageSchema = z.enum(languages).default('zh')

export type FileLanguage = z.output<typeof fileLanguageSchema>

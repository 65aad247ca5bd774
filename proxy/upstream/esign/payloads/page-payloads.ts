import { z } from 'zod'
import type { BrowserPage, LaunchPage, TaskPage } from '#shared/schemas/launch-page.ts'
import { pageAddress, textValue } from './upstream-values.ts'

export const launchPagePayload: z.ZodType<LaunchPage> = z.object({
  pcUrl: pageAddress,
  mobileUrl: pageAddress,
})

export const taskPagePayload: z.ZodType<TaskPage> = z.object({
  taskId: textValue,
  pcUrl: pageAddress,
  mobileUrl: pageAddress,
})

export const browserPagePayload: z.ZodType<BrowserPage> = z.object({
  longUrl: pageAddress,
  shortUrl: pageAddress,
})

import { z } from 'zod'
import { isReturnPath } from '#shared/rules/return-page.ts'

/**
 * Addresses are http, https or dingtalk; null if upstream did not send one, or sent one with
 * another scheme.
 */
export const launchPageSchema = z.object({
  /** Opens in DingTalk on a computer. */
  pcUrl: z.string().nullable(),
  /** Opens in DingTalk on a phone. */
  mobileUrl: z.string().nullable(),
})

export type LaunchPage = z.infer<typeof launchPageSchema>

/** A page for a task: authorisation, verification, or starting a flow. */
export const taskPageSchema = launchPageSchema.extend({
  /** Id of the task; when starting a flow, it is the flow's. */
  taskId: z.string().nullable(),
})

export type TaskPage = z.infer<typeof taskPageSchema>

/** Addresses for signing in a browser, outside DingTalk. */
export const browserPageSchema = z.object({
  /** Does not expire. */
  longUrl: z.string().nullable(),
  /** Valid for 30 days. */
  shortUrl: z.string().nullable(),
})

export type BrowserPage = z.infer<typeof browserPageSchema>

/** Body of calls that answer with a page to send people to, and to return from. */
export const launchRequestSchema = z.object({
  /** Page of the app that e签宝 returns to, see `isReturnPath`; by default the call's own page. */
  returnTo: z.string().refine(isReturnPath).optional(),
})

export type LaunchRequest = z.infer<typeof launchRequestSchema>

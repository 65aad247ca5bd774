import { z } from 'zod'
import { isReturnPath } from '#shared/rules/return-page.ts'

/**
 * A page of e签宝 to send somebody to. Addresses are http, https or dingtalk; what upstream did not
 * send, or sent with another scheme, is null.
 */
export const launchPageSchema = z.object({
  /** Opens in DingTalk on a computer. */
  pcUrl: z.string().nullable(),
  /** Opens in DingTalk on a phone. */
  mobileUrl: z.string().nullable(),
})

export type LaunchPage = z.infer<typeof launchPageSchema>

/** A page on which a task of its own is done: authorisation, verification, or starting a flow. */
export const taskPageSchema = launchPageSchema.extend({
  /** Id of the task; for the start of a flow it is the flow's. */
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

/** Body of the calls that answer with a page to send somebody to and bring them back from. */
export const launchRequestSchema = z.object({
  /** Where in the app e签宝 is to return to, see `isReturnPath`; the call's own page when left out. */
  returnTo: z.string().refine(isReturnPath).optional(),
})

export type LaunchRequest = z.infer<typeof launchRequestSchema>

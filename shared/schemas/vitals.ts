import { z } from 'zod'

/** Milliseconds since the navigation. */
const time = z.number().min(0).max(600_000)

/** Calls of the DingTalk client whose outcome is counted. */
export const clientCalls = ['auth-code', 'dd-config'] as const

/**
 * Body of `POST /api/vitals`: how an opening of the app went, without anything of who, which
 * contract or which path. A page sends it when it is left, and again when more has happened.
 */
export const vitalsSchema = z.object({
  /** The kind of DingTalk client, or `browser`; unknown ones count as `other`. */
  client: z.string().max(20),
  /** The DingTalk client's version; empty in a browser, and of a white screen. */
  version: z.string().max(40).default(''),
  /** The page's build; empty in development. */
  release: z.string().max(64),
  /** Whether this page was not reported before. */
  isNew: z.boolean(),
  /** Whether there was no heading eight seconds after the document. */
  isWhite: z.boolean().default(false),
  /** Whether a JavaScript error happened since the last report. */
  hasError: z.boolean().default(false),
  times: z.object({ code: time, answer: time, visible: time, alive: time }).partial().default({}),
  vitals: z
    .object({ lcp: time, inp: time, cls: z.number().min(0).max(1000) })
    .partial()
    .default({}),
  calls: z
    .array(
      z.object({
        call: z.enum(clientCalls),
        outcome: z
          .enum(['ok', 'cancelled', 'no-answer', 'refused', 'outside-dingtalk', 'other'])
          .catch('other'),
      }),
    )
    .max(20)
    .default([]),
})

export type VitalsReport = z.infer<typeof vitalsSchema>

import { z } from 'zod'
import { problemSchema } from '#shared/schemas/problem.ts'

/** A part of an answer that may fail on its own. */
export function sectionOf<Content extends z.ZodType>(content: Content) {
  return z.union([z.object({ ok: content }), z.object({ problem: problemSchema })])
}

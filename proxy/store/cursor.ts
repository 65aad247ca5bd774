import type { z } from 'zod'
import { parseJsonText } from '../json-text.ts'
import { ProblemError } from '../problem.ts'

/** The last item of a page, as text that means nothing to whoever gets it. */
export function encodeCursor(position: readonly (number | string)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

/** @throws ProblemError `invalid-request` */
export function decodeCursor<Position>(cursor: string, schema: z.ZodType<Position>): Position {
  const position = schema.safeParse(parseJsonText(Buffer.from(cursor, 'base64url').toString()))
  if (position.success) return position.data
  throw new ProblemError('invalid-request', 'The cursor is malformed.')
}

import type { z } from 'zod'
import { parseJsonText } from '#proxy/json-text.ts'
import { ProblemError } from '#proxy/http/problem.ts'

export type CursorPage<Item> = {
  items: Item[]
  /** Null on the last page. */
  nextCursor: string | null
}

/** The last item of a page, as opaque text. */
export function encodeCursor(position: readonly (number | string)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

/** @throws ProblemError `invalid-request` */
export function decodeCursor<Position>(cursor: string, schema: z.ZodType<Position>): Position {
  const position = schema.safeParse(parseJsonText(Buffer.from(cursor, 'base64url').toString()))
  if (position.success) return position.data
  throw new ProblemError('invalid-request', 'The cursor is malformed.')
}

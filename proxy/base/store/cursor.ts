import type { z } from 'zod'
import { parseJsonText } from '#proxy/base/json-text.ts'
import { ProblemError } from '#proxy/base/problem.ts'

export type CursorPage<Item> = {
  items: Item[]
  /** Null on the last page. */
  nextCursor: string | null
}

export function encodeCursor(position: readonly (number | string)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

/**
 * @param rows one more than `limit` if another page follows
 * @param positionOf as `decodeCursor` returns it
 */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  positionOf: (last: Row) => readonly (number | string)[],
): CursorPage<Row> {
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, nextCursor: last === undefined ? null : encodeCursor(positionOf(last)) }
}

/** @returns undefined without a cursor @throws ProblemError `invalid-request` */
export function decodeCursor<Position>(
  cursor: string | undefined,
  schema: z.ZodType<Position>,
): Position | undefined {
  if (cursor === undefined) return undefined
  const position = schema.safeParse(parseJsonText(Buffer.from(cursor, 'base64url').toString()))
  if (position.success) return position.data
  throw new ProblemError('invalid-request', 'The cursor is malformed.')
}

export async function* allPages<Item>(
  read: (cursor: string | undefined) => Promise<CursorPage<Item>>,
): AsyncGenerator<readonly Item[]> {
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: CursorPage<Item> = await read(cursor)
    yield page.items
    cursor = page.nextCursor
  }
}

import { z } from 'zod'

/*
 * Readers for values as upstream really sends them: absent, null, numbers as text, floats for
 * integers, or of another type altogether. They never fail; what cannot be read is null.
 */

const numeral = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/

function toNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string' || !numeral.test(value.trim())) return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}

function toText(value: unknown): string | null {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

function toCode(value: unknown): number | string | null {
  return toNumber(value) ?? toText(value)?.trim() ?? null
}

/** The last millisecond that a Date can hold. */
const endOfTime = 8.64e15

function toTime(value: unknown): number | null {
  const number = toNumber(value)
  return number !== null && number > 0 && number <= endOfTime ? Math.trunc(number) : null
}

const anything = z.unknown().optional()

/** Text; null when blank. A number is text too. */
export const text = anything.transform(toText)

/** The value of an enum: 1, 1.0 and "1" are the same; what is not a number stays text. */
export const code = anything.transform(toCode)

/** Epoch milliseconds, also as "1.61674324E12"; null for what cannot be a time. */
export const time = anything.transform(toTime)

/** A list; items that the schema refuses are left out. */
export function list<Item>(item: z.ZodType<Item>) {
  return anything.transform((value) =>
    Array.isArray(value)
      ? value.flatMap((entry) => {
          const parsed = item.safeParse(entry)
          return parsed.success ? [parsed.data] : []
        })
      : [],
  )
}

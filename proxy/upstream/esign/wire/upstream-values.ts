import { z } from 'zod'
import { plainText } from '#shared/rules/plain-text.ts'

/**
 * Values as upstream sends them: absent, null, numbers as text, floats for integers, or of another
 * type. Readers never fail; unreadable values become null.
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
  if (typeof value !== 'string') return null
  const text = plainText(value)
  return text.trim() === '' ? null : text
}

function toCode(value: unknown): number | string | null {
  return toNumber(value) ?? toText(value)?.trim() ?? null
}

function toInteger(value: unknown): number | null {
  const number = toNumber(value)
  // Adding 0 turns -0 into 0.
  const integer = number === null ? null : Math.trunc(number) + 0
  return Number.isSafeInteger(integer) ? integer : null
}

function toCount(value: unknown): number | null {
  const integer = toInteger(value)
  return integer !== null && integer >= 0 ? integer : null
}

/** True and false, also as text (2.0); null for anything else. */
export function toFlag(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value
  const word = typeof value === 'string' ? value.trim().toLowerCase() : null
  return word === 'true' ? true : word === 'false' ? false : null
}

/** Addresses that a browser or DingTalk can be sent to. */
const launchable = new Set(['https:', 'http:', 'dingtalk:'])
const fetchable = new Set(['https:', 'http:'])

function toAddress(value: unknown, schemes: ReadonlySet<string>): string | null {
  if (typeof value !== 'string' || !URL.canParse(value)) return null
  const url = new URL(value)
  return schemes.has(url.protocol) ? url.href : null
}

/** The last millisecond that a Date can hold. */
const endOfTime = 8.64e15

function toTime(value: unknown): number | null {
  const number = toNumber(value)
  return number !== null && number > 0 && number <= endOfTime ? Math.trunc(number) : null
}

const anything = z.unknown().optional()

/** Text, see `plainText`; null if blank. Numbers become text. */
export const textValue = anything.transform(toText)

/** The value of an enum: 1, 1.0 and "1" are the same; non-numeric values stay text. */
export const code = anything.transform(toCode)

/** Epoch milliseconds, also as "1.61674324E12"; null if it is no possible time. */
export const timeValue = anything.transform(toTime)

/** An integer, also as a float ("Float" in 2.0's documentation); null above the safe integers. */
export const integer = anything.transform(toInteger)

export const countValue = anything.transform(toCount)

/** The address of a page: https, http or dingtalk; null for anything else. */
export const pageAddress = anything.transform((value) => toAddress(value, launchable))

export const fileAddress = anything.transform((value) => toAddress(value, fetchable))

/**
 * Items that do not match are dropped.
 * @param most items that are read, where their number is the work of what follows
 */
export function list<Item>(item: z.ZodType<Item>, most = Infinity) {
  return anything.transform((value) => readItems(item, value, most))
}

/** Such a payload; an empty payload is an empty list. Other payloads are rejected. */
export function payloadList<Item>(item: z.ZodType<Item>, most = Infinity) {
  return z.union([z.array(z.unknown()), z.null(), z.strictObject({})]).transform((value) => {
    return readItems(item, value, most)
  })
}

function readItems<Item>(item: z.ZodType<Item>, value: unknown, most: number): Item[] {
  if (!Array.isArray(value)) return []
  return value.slice(0, most).flatMap((entry) => {
    const parsed = item.safeParse(entry)
    return parsed.success ? [parsed.data] : []
  })
}

/** @param words by upstream's value as `code` reads it */
export function vocabulary<Word extends string>(
  words: readonly (readonly [number | string, Word])[],
): (value: number | string | null) => Word | 'unknown' {
  const map = new Map<unknown, Word>(words)
  return (value) => map.get(value) ?? 'unknown'
}

import { isCalendarDate } from '#shared/rules/calendar/calendar-date.ts'
import type { Length } from '#shared/rules/terms/length.ts'
import { amountPattern, longest } from '#shared/rules/terms/term-limits.ts'
import { wrongFields } from '#shared/rules/terms/wrong-fields.ts'
import type { Terms } from '#shared/schemas/flow/terms.ts'

type Unit = 'years' | 'months' | 'days'

/** A length as typed. */
export type TypedLength = { count: string; unit: Unit }

/** A date to remember as typed. */
export type TypedDate = { name: string; on: string; everyMonths: string }

/** What is typed in the form. */
export type TermsDraft = {
  by: 'length' | 'date'
  begins: string
  ends: string
  length: TypedLength
  isFirstDayCounted: boolean
  notice: TypedLength
  renews: boolean
  every: TypedLength
  atMost: string
  number: string
  counterparty: string
  amount: string
  currency: Terms['currency']
  keepers: Terms['keepers']
  noticeBy: string
  dates: TypedDate[]
}

export type WrongField =
  | 'begins'
  | 'ends'
  | 'endsMissing'
  | 'length'
  | 'notice'
  | 'noticeBy'
  | 'every'
  | 'atMost'
  | 'amount'
  | DateField

/** A field of the date to remember at an index. */
type DateField = `${keyof TypedDate}/${number}`

function typedOf(length: Length | null, unit: Unit): TypedLength {
  if (length === null) return { count: '', unit }
  const { years, months, days } = length
  if (days > 0) return { count: String(days), unit: 'days' }
  if (months > 0) return { count: String(years * 12 + months), unit: 'months' }
  return { count: String(years), unit: 'years' }
}

/** @param counterparty that of the signers, for terms that are new */
export function draftOf(terms: Terms | null, counterparty: string): TermsDraft {
  return {
    by: terms !== null && terms.ends !== null ? 'date' : 'length',
    begins: terms?.begins ?? '',
    ends: terms?.ends ?? '',
    length: typedOf(terms?.length ?? null, 'years'),
    isFirstDayCounted: terms?.isFirstDayCounted ?? false,
    notice: typedOf(terms?.notice ?? null, 'days'),
    renews: (terms?.renewal ?? null) !== null,
    every: typedOf(terms?.renewal?.every ?? null, 'years'),
    atMost: terms?.renewal?.atMost?.toString() ?? '',
    number: terms?.number ?? '',
    counterparty: terms === null ? counterparty : (terms.counterparty ?? ''),
    amount: terms?.amount ?? '',
    currency: terms?.currency ?? 'CNY',
    keepers: terms?.keepers ?? [],
    noticeBy: terms?.noticeBy ?? '',
    dates: (terms?.dates ?? []).map(({ name, on, everyMonths }) => ({
      name,
      on,
      everyMonths: everyMonths?.toString() ?? '',
    })),
  }
}

/** Null unless it is a length. */
function lengthOf({ count, unit }: TypedLength): Length | null {
  if (!/^\d{1,5}$/.test(count.trim())) return null
  const number = Number(count)
  if (number === 0 || number > longest[unit]) return null
  return { years: 0, months: 0, days: 0, [unit]: number }
}

/** The terms that are typed, or the fields that are wrong, in the order of the form. */
export function termsIn(
  draft: TermsDraft,
  signedOn: string,
): { terms: Terms; wrong: [] } | { terms: null; wrong: WrongField[] } {
  const { by, begins, ends, notice, renews, every, atMost, amount, noticeBy, dates } = draft
  const length = by === 'length' ? lengthOf(draft.length) : null
  const noticed = lengthOf(notice)
  const renewed = renews ? lengthOf(every) : null
  const wrong: WrongField[] = []
  if (begins !== '' && !isCalendarDate(begins)) wrong.push('begins')
  if (by === 'date' && !isCalendarDate(ends)) wrong.push('endsMissing')
  if (by === 'length' && length === null) wrong.push('length')
  if (notice.count.trim() !== '' && noticed === null) wrong.push('notice')
  if (renews && renewed === null) wrong.push('every')
  if (renews && atMost.trim() !== '' && !/^[1-9]\d?$/.test(atMost.trim())) wrong.push('atMost')
  const plainAmount = amount.replace(/[,，\s]/g, '')
  if (plainAmount !== '' && !amountPattern.test(plainAmount)) wrong.push('amount')
  if (noticeBy !== '' && !isCalendarDate(noticeBy)) wrong.push('noticeBy')
  wrong.push(...dates.flatMap(wrongInDate))
  if (wrong.length > 0) return { terms: null, wrong }
  const terms: Terms = {
    number: draft.number.trim() || null,
    counterparty: draft.counterparty.trim() || null,
    amount: plainAmount || null,
    currency: draft.currency,
    begins: begins || null,
    ends: by === 'date' ? ends : null,
    length,
    isFirstDayCounted: by === 'length' && draft.isFirstDayCounted,
    notice: noticed,
    renewal:
      renewed === null
        ? null
        : { every: renewed, atMost: atMost.trim() === '' ? null : Number(atMost) },
    noticeBy: noticeBy || null,
    dates: dates.map(({ name, on, everyMonths }) => ({
      name: name.trim(),
      on,
      everyMonths: everyMonths.trim() === '' ? null : Number(everyMonths),
    })),
    keepers: draft.keepers,
  }
  const [first] = wrongFields(terms, signedOn)
  if (first === undefined) return { terms, wrong: [] }
  return { terms: null, wrong: [first] }
}

function wrongInDate({ name, on, everyMonths }: TypedDate, index: number): DateField[] {
  const months = everyMonths.trim()
  const isMonths = months === '' || (/^[1-9]\d{0,2}$/.test(months) && Number(months) <= 120)
  return [
    ...(name.trim() === '' ? [`name/${index}` as const] : []),
    ...(isCalendarDate(on) ? [] : [`on/${index}` as const]),
    ...(isMonths ? [] : [`everyMonths/${index}` as const]),
  ]
}

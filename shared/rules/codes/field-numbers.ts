/** What is counted of pages and answers, hour by hour. Amounts are milliseconds, of `cls` a score. */
export const measures = [
  /** Answers of the API; good ones are not the server's failure. */
  'api',
  /** Opened pages; good ones had no JavaScript error. */
  'error-free',
  /** Opened pages; good ones had a heading after eight seconds. */
  'drawn',
  'dd-config',
  'auth-code',
  /** Answers to DingTalk's pushes, on either way. */
  'push',
  /** From the navigation until there is a status, or else the app. */
  'visible',
  /** The other times of a start: auth code, first answer, reacting to taps. */
  'code',
  'answer',
  'alive',
  'lcp',
  'inp',
  'cls',
] as const

export type Measure = (typeof measures)[number]

/** The amount up to which one is good. */
export const goodUpTo = {
  push: 1500,
  visible: 4000,
  lcp: 2500,
  inp: 200,
  cls: 0.1,
} as const satisfies Partial<Record<Measure, number>>

/** The sum of one measure over a while. */
export type FieldNumber = {
  measure: Measure
  count: number
  good: number
  /** Of all amounts. */
  sum: number
}

type Check = {
  of: Measure
  /** `lack`: the share that is not good. */
  by: 'share' | 'lack' | 'mean'
  /** `lack` and `mean` stay below it. */
  bound: number
}

const passed = 0.9899
const failed = 0.0199

/** A page's score is good if it is good for three quarters of its visits (web.dev, Web Vitals). */
const threeQuarters = 0.75

/** DingTalk's self-check of apps (selfcheck-dingtalk-app), then Web Vitals. */
export const fieldChecks = {
  'api-success': { of: 'api', by: 'share', bound: passed },
  'api-time': { of: 'api', by: 'mean', bound: 300 },
  errors: { of: 'error-free', by: 'lack', bound: failed },
  white: { of: 'drawn', by: 'lack', bound: failed },
  'dd-config': { of: 'dd-config', by: 'share', bound: passed },
  'auth-code': { of: 'auth-code', by: 'share', bound: passed },
  push: { of: 'push', by: 'share', bound: passed },
  page: { of: 'visible', by: 'mean', bound: goodUpTo.visible },
  lcp: { of: 'lcp', by: 'share', bound: threeQuarters },
  inp: { of: 'inp', by: 'share', bound: threeQuarters },
  cls: { of: 'cls', by: 'share', bound: threeQuarters },
} as const satisfies Record<string, Check>

export type FieldCheck = keyof typeof fieldChecks

/** Fewer say little of a share: one failure of twenty would be five percent. */
const enough = 100

/**
 * The value of a check; null if nothing was counted.
 * @returns `isSure`: whether enough were counted to call a person
 */
export function fieldValue(
  name: FieldCheck,
  numbers: readonly FieldNumber[],
): { value: number; count: number; isGood: boolean; isSure: boolean } | null {
  const { of, by, bound }: Check = fieldChecks[name]
  const found = numbers.find(({ measure }) => measure === of)
  if (found === undefined || found.count === 0) return null
  const { count, good, sum } = found
  const value = { share: good / count, lack: 1 - good / count, mean: sum / count }[by]
  const isGood = by === 'share' ? value >= bound : value < bound
  return { value, count, isGood, isSure: count >= enough }
}

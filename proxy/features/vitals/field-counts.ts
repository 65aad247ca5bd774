import { goodUpTo, type FieldNumber, type Measure } from '#shared/rules/codes/field-numbers.ts'
import type { Clock } from '#shared/rules/time.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { HourNumber, MeasureStore } from './measure-store.ts'
import { fromStore, storeMs } from '#proxy/base/store/store-timeout.ts'

export type FieldCountsDeps = {
  book: MeasureStore
  log: Pick<Logger, 'warn'>
  now: Clock
}

/** The field numbers, added up in memory and stored every few seconds. */
export type FieldCounts = {
  /** @param isGood left out, the amount says it (`goodUpTo`) */
  add(measure: Measure, amount?: number, isGood?: boolean): void
  /** No longer takes one for good that was counted as such. */
  takeBack(measure: Measure): void
  /** The totals of the last 24 hours at all instances, which may be some seconds behind. */
  lastDay: () => Promise<FieldNumber[]>
  close: () => Promise<void>
}

const hourMs = 60 * 60_000
const flushMs = 10_000

const limits: Partial<Record<Measure, number>> = goodUpTo

export function createFieldCounts({ book, log, now }: FieldCountsDeps): FieldCounts {
  let counted = new Map<string, HourNumber>()

  const thisHour = () => Math.floor(now() / hourMs) * hourMs

  function put(added: HourNumber): void {
    const key = `${added.hour} ${added.measure}`
    const before = counted.get(key)
    if (before === undefined) counted.set(key, { ...added })
    else {
      before.count += added.count
      before.good += added.good
      before.sum += added.sum
    }
  }

  async function flush(): Promise<void> {
    const some = [...counted.values()]
    counted = new Map()
    try {
      await fromStore(book.add(some))
    } catch (err) {
      // The next time; if the store took them all the same, they count twice.
      for (const number of some) put(number)
      throw err
    }
  }

  const flushing = setInterval(() => {
    if (counted.size > 0) flush().catch((err: unknown) => log.warn({ err }, 'field numbers wait'))
  }, flushMs).unref()

  return {
    add(measure, amount = 0, isGood = amount <= (limits[measure] ?? Infinity)) {
      put({ hour: thisHour(), measure, count: 1, good: isGood ? 1 : 0, sum: amount })
    },
    takeBack: (measure) => put({ hour: thisHour(), measure, count: 0, good: -1, sum: 0 }),
    async lastDay() {
      await flush()
      return fromStore(book.since(thisHour() - 24 * hourMs), storeMs)
    },
    async close() {
      clearInterval(flushing)
      if (counted.size > 0) await flush().catch(() => {})
    },
  }
}

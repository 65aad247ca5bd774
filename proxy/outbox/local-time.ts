import type { QuietHours } from '#proxy/unasked-settings.ts'

const hourMs = 60 * 60_000

/** Clocks differ, and are changed, by quarters of an hour. */
const quarterMs = hourMs / 4

/** The longest day has an hour twice. */
const longestDayMs = 25 * hourMs

/** The clock where the organisation is. Times are epoch milliseconds. */
export class LocalTime {
  readonly #hour: Intl.DateTimeFormat
  readonly #date: Intl.DateTimeFormat
  readonly #quiet: QuietHours

  /** @param timeZone of the IANA data base, say `Asia/Shanghai` */
  constructor(timeZone: string, quiet: QuietHours) {
    this.#hour = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' })
    this.#date = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short' })
    this.#quiet = quiet
  }

  /** When the quiet hours end that are now; null when there are none now. */
  quietUntil(at: number): number | null {
    return this.#isQuiet(at) ? firstAfter(at, (later) => !this.#isQuiet(later)) : null
  }

  /** When the day began. */
  dayStart(at: number): number {
    const date = this.#date.format(at)
    return firstAfter(at - longestDayMs - quarterMs, (later) => this.#date.format(later) === date)
  }

  /** When the next day begins. */
  dayEnd(at: number): number {
    const date = this.#date.format(at)
    return firstAfter(at, (later) => this.#date.format(later) !== date)
  }

  #isQuiet(at: number): boolean {
    const { from, until } = this.#quiet
    const hour = Number(this.#hour.format(at))
    return from <= until ? from <= hour && hour < until : from <= hour || hour < until
  }
}

/** The first quarter of an hour that begins after a time and of which something is so. */
function firstAfter(time: number, isSo: (later: number) => boolean): number {
  let later = time - (time % quarterMs) + quarterMs
  while (!isSo(later)) later += quarterMs
  return later
}

import type { QuietHours } from '#proxy/background-settings.ts'

const hourMs = 60 * 60_000

/** Time zones change at quarters of an hour. */
const quarterMs = hourMs / 4

/** The longest day: the one on which clocks are set back. */
const maxDayMs = 25 * hourMs

/** The organisation's local time. Times are epoch milliseconds. */
export class LocalTime {
  readonly #hour: Intl.DateTimeFormat
  readonly #date: Intl.DateTimeFormat
  readonly #quiet: QuietHours

  /** @param timeZone IANA name, such as `Asia/Shanghai` */
  constructor(timeZone: string, quiet: QuietHours) {
    this.#hour = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' })
    this.#date = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short' })
    this.#quiet = quiet
  }

  /** When the present quiet hours end; null outside of quiet hours. */
  quietUntil(at: number): number | null {
    return this.#isQuiet(at) ? firstAfter(at, (later) => !this.#isQuiet(later)) : null
  }

  dayStart(at: number): number {
    const date = this.#date.format(at)
    return firstAfter(at - maxDayMs - quarterMs, (later) => this.#date.format(later) === date)
  }

  /** Start of the next day. */
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

/** The first quarter of an hour after a time that satisfies a condition. */
function firstAfter(time: number, isSo: (later: number) => boolean): number {
  let later = time - (time % quarterMs) + quarterMs
  while (!isSo(later)) later += quarterMs
  return later
}

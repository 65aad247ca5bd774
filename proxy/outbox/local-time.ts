import type { QuietHours } from '#proxy/unasked-settings.ts'

const minuteMs = 60_000
const dayMinutes = 24 * 60

/** The clock where the organisation is. Times are epoch milliseconds. */
export class LocalTime {
  readonly #format: Intl.DateTimeFormat
  readonly #quiet: QuietHours

  /** @param zone of the IANA data base, say `Asia/Shanghai` */
  constructor(zone: string, quiet: QuietHours) {
    this.#format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    this.#quiet = quiet
  }

  /** When the quiet hours end that are now; null when there are none now. */
  quietUntil(at: number): number | null {
    const { from, until } = this.#quiet
    if (from === until) return null
    const minutes = this.#minutesOf(at)
    const sinceFrom = (minutes - from * 60 + dayMinutes) % dayMinutes
    const length = ((until - from + 24) % 24) * 60
    if (sinceFrom >= length) return null
    return at - (at % minuteMs) + (length - sinceFrom) * minuteMs
  }

  /** When the day began. */
  dayStart(at: number): number {
    return at - (at % minuteMs) - this.#minutesOf(at) * minuteMs
  }

  #minutesOf(at: number): number {
    const [hours = 0, minutes = 0] = this.#format.format(at).split(':').map(Number)
    return hours * 60 + minutes
  }
}

/** What the clock and calendar of a time zone show. */
export type WallTime = {
  year: number
  /** 1 to 12. */
  month: number
  day: number
  /** 0 is Sunday. */
  weekday: number
  hours: number
  minutes: number
  seconds: number
  /** Offset from UTC in minutes, positive to the east. */
  offset: number
}

/** Converts epoch milliseconds to a time zone's wall time. */
export type Zone = (time: number) => WallTime

const minute = 60_000

/** The device's time zone. */
export const deviceZone: Zone = (time) => {
  const date = new Date(time)
  return {
    year: date.getFullYear(),
    month: date.getMonth() + 1,
    day: date.getDate(),
    weekday: date.getDay(),
    hours: date.getHours(),
    minutes: date.getMinutes(),
    seconds: date.getSeconds(),
    // Avoids `-0`, which Greenwich would show.
    offset: 0 - date.getTimezoneOffset(),
  }
}

/**
 * A time zone by its IANA name, such as `Asia/Shanghai`.
 * @throws RangeError for an unknown name
 */
export function namedZone(name: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (time) => {
    const parts = new Map(
      format.formatToParts(time).map(({ type, value }) => [type, Number(value)]),
    )
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
    const [year, month, day] = [part('year'), part('month'), part('day')]
    const [hours, minutes, seconds] = [part('hour'), part('minute'), part('second')]
    const wall = Date.UTC(year, month - 1, day, hours, minutes, seconds)
    const whole = Math.floor(time / 1000) * 1000
    return {
      year,
      month,
      day,
      weekday: new Date(wall).getUTCDay(),
      hours,
      minutes,
      seconds,
      offset: Math.round((wall - whole) / minute),
    }
  }
}

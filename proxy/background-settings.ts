import { isTimeZone } from '#shared/rules/time-zone.ts'
import type { Settings } from './settings.ts'

/** From the first hour until the second, 0 to 23; none if both are 0. */
export type QuietHours = Readonly<{ from: number; until: number }>

export type BackgroundSettings = Readonly<{
  /** Whether people get to-dos in DingTalk for their turns. */
  todos: boolean
  /** Whether they get tasks of DingTalk's process centre instead. */
  processCentre: boolean
  /** Daily calls per corp for automatic readings of flows; 0 to disable. */
  sweepCallsPerDay: number
  quietHours: QuietHours
  /** Time zone of the quiet hours and of times in messages, for organisations without their own. */
  timeZone: string
}>

const maxSweepCalls = 100_000

export function readBackgroundSettings(
  settings: Settings,
  isInternal: boolean,
): BackgroundSettings {
  return {
    todos: settings.isOn('DINGTALK_TODOS', isInternal),
    processCentre: settings.isOn('DINGTALK_PROCESS_CENTRE', false),
    sweepCallsPerDay: settings.count('SWEEP_CALLS_PER_DAY', 200, 0, maxSweepCalls),
    quietHours: readQuietHours(settings),
    timeZone: readTimeZone(settings),
  }
}

function readQuietHours(settings: Settings): QuietHours {
  const text = settings.text('QUIET_HOURS') ?? '22-8'
  const [, from, until] = /^(\d{1,2})\s*-\s*(\d{1,2})$/.exec(text) ?? []
  const hours = { from: Number(from) % 24, until: Number(until) % 24 }
  const isNone = Number(from) === 0 && Number(until) === 0
  // Equal hours would be the whole day, in which nothing would ever be sent, or none of it.
  const isPart = Number(from) < 25 && Number(until) < 25 && hours.from !== hours.until
  if (isNone || isPart) return Object.freeze(hours)
  settings.reject(
    `QUIET_HOURS=${text} is invalid: use two different hours from 0 to 24, for example 22-8, or 0-0 for none.`,
  )
  return { from: 0, until: 0 }
}

function readTimeZone(settings: Settings): string {
  const zone = settings.text('TIME_ZONE') ?? 'Asia/Shanghai'
  if (!isTimeZone(zone))
    settings.reject(`TIME_ZONE=${zone} is not a time zone: use a name such as Asia/Shanghai.`)
  return zone
}

import type { FlowLog } from '#shared/rules/flow.ts'
import type { LogType } from '#shared/rules/codes/log-type.ts'
import { knownWord } from '#shared/rules/words/known-word.ts'
import type { Reminder } from '#shared/schemas/flow/remind/reminder.ts'
import { dateText } from '#web/i18n/time-format.ts'
import type { Zone } from '#web/i18n/wall-time.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** An operation that e签宝 recorded, or a reminder that this app sent. */
export type TimelineKind = LogType | 'reminder'

/** What people look for in a log, in the order in which it is offered. */
export const timelineGroups = [
  'signing',
  'approval',
  'reminding',
  'viewing',
  'files',
  'other',
] as const

export type TimelineGroup = (typeof timelineGroups)[number]

const groups: Record<TimelineKind, TimelineGroup> = {
  'flow-created': 'other',
  'flow-deleted': 'other',
  'flow-updated': 'other',
  'flow-started': 'other',
  'flow-revoked': 'other',
  'flow-expired': 'other',
  'flow-archived': 'other',
  'flow-viewed': 'viewing',
  'flow-handed-over': 'other',
  'sign-area-added': 'other',
  'sign-area-removed': 'other',
  'sign-area-updated': 'other',
  signed: 'signing',
  'sign-delegated': 'other',
  'sign-notified': 'reminding',
  'sign-refused': 'signing',
  'seal-approval-started': 'approval',
  'seal-approval-agreed': 'approval',
  'seal-approval-refused': 'approval',
  'document-added': 'files',
  'document-removed': 'files',
  'document-updated': 'files',
  'attachment-added': 'files',
  'attachment-removed': 'files',
  'attachment-updated': 'files',
  'participant-added': 'other',
  'participant-removed': 'other',
  'participant-updated': 'other',
  reminder: 'reminding',
  unknown: 'other',
}

export function groupOf(kind: TimelineKind): TimelineGroup {
  return groups[knownWord(groups, kind)]
}

/** The filter of a timeline; null and empty text match everything. */
export type TimelineFilter = {
  group: TimelineGroup | null
  person: string | null
  /** Words that must all occur. */
  text: string
}

export type TimelineEntry = {
  /** Stable when newer entries arrive. */
  key: string
  person: string | null
  time: EpochMs | null
  /** `2026-11-24` in the requester's time zone. */
  day: string | null
  /** Whether it happened after the requester last opened the flow. */
  isNew: boolean
} & ({ kind: LogType; log: FlowLog } | { kind: 'reminder'; reminder: Reminder })

/** A row of the timeline: a day or an entry. */
export type TimelineRow =
  { key: string; day: string | null } | { key: string; entry: TimelineEntry }

/**
 * The log and our own reminders in one list, newest first; entries without a time come last.
 * @param logs newest first
 * @param reminders newest first
 * @param lastOpenedAt epoch milliseconds; null to mark nothing as new
 * @param zone the time zone that days begin in
 */
export function timelineEntries(
  logs: readonly FlowLog[],
  reminders: readonly Reminder[],
  lastOpenedAt: number | null,
  zone: Zone,
): TimelineEntry[] {
  const dayOf = dayTeller(zone)
  const common = (time: number | null) => ({
    time,
    day: time === null ? null : dayOf(time),
    isNew: time !== null && lastOpenedAt !== null && time > lastOpenedAt,
  })
  const entries: TimelineEntry[] = []
  let sent = 0
  const addRemindersUntil = (time: number) => {
    for (const reminder of reminders.slice(sent)) {
      if (reminder.at < time) return
      const key = `reminder-${reminders.length - sent}`
      entries.push({
        key,
        kind: 'reminder',
        reminder,
        person: reminder.name,
        ...common(reminder.at),
      })
      sent += 1
    }
  }
  logs.forEach((log, index) => {
    addRemindersUntil(log.time ?? -Infinity)
    // Numbered from the oldest record.
    const key = `log-${logs.length - index}`
    entries.push({ key, kind: log.type, log, person: log.operator, ...common(log.time) })
  })
  addRemindersUntil(-Infinity)
  return entries
}

/** All time zone offsets are multiples of this, so such a span lies within one day everywhere. */
const quarterHour = 15 * 60_000

/** Returns a function for the day of a time, which is fast for times close together. */
function dayTeller(zone: Zone): (time: number) => string {
  const days = new Map<number, string>()
  return (time) => {
    const quarter = Math.floor(time / quarterHour)
    const day = days.get(quarter) ?? dateText(time, zone)
    days.set(quarter, day)
    return day
  }
}

/**
 * The searchable text of each entry, in lower case.
 * @param labelOf names its kind
 * @param nameOf names a person as on the page
 */
export function searchTexts(
  entries: readonly TimelineEntry[],
  labelOf: (entry: TimelineEntry) => string,
  nameOf: (person: string) => string,
): string[] {
  return entries.map((entry) => {
    const details = 'reminder' in entry ? entry.reminder.recipients : [entry.log.description]
    const person = entry.person === null ? null : nameOf(entry.person)
    return [labelOf(entry), person, ...details].join('\n').toLowerCase()
  })
}

/**
 * The entries that match the filter.
 * @param texts of the entries, from `searchTexts`
 */
export function filterEntries(
  entries: readonly TimelineEntry[],
  texts: readonly string[],
  { group, person, text }: TimelineFilter,
): TimelineEntry[] {
  const sought = text.toLowerCase().split(/\s+/).filter(Boolean)
  return entries.filter(
    (entry, index) =>
      (group === null || groupOf(entry.kind) === group) &&
      (person === null || entry.person === person) &&
      sought.every((word) => texts[index]?.includes(word)),
  )
}

/** The entries grouped by day. */
export function timelineRows(entries: readonly TimelineEntry[]): TimelineRow[] {
  const rows: TimelineRow[] = []
  let last: string | null | undefined
  for (const entry of entries) {
    const { day, key } = entry
    if (day !== last) rows.push({ key: `day-${key}`, day })
    rows.push({ key, entry })
    last = day
  }
  return rows
}

/** What to filter a timeline by, as far as it occurs; people with the most frequent first. */
export function timelineChoices(entries: readonly TimelineEntry[]): {
  groups: TimelineGroup[]
  people: string[]
} {
  const found = new Set(entries.map(({ kind }) => groupOf(kind)))
  return {
    groups: timelineGroups.filter((group) => found.has(group)),
    people: byFrequency(entries.flatMap(({ person }) => person ?? [])),
  }
}

function byFrequency<Value>(values: readonly Value[]): Value[] {
  const counts = new Map<Value, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a).map(([value]) => value)
}

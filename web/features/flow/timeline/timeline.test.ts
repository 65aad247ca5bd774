import { describe, expect, it } from 'vitest'
import type { FlowLog } from '#shared/rules/flow.ts'
import { logTypes, type LogType } from '#shared/rules/codes/log-type.ts'
import { deviceZone } from '#web/i18n/wall-time.ts'
import {
  filterEntries,
  groupOf,
  searchTexts,
  timelineChoices,
  timelineEntries,
  type TimelineFilter,
  type TimelineGroup,
  timelineRows,
} from './timeline.ts'

function log(type: LogType, operator: string | null, time: number | null): FlowLog {
  return { type, typeCode: null, description: `${type} 的说明`, operator, time }
}

const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime()

const logs = [
  log('flow-viewed', '李四', at(24, 9)),
  log('signed', '张三', at(24, 8)),
  log('flow-viewed', '张三', at(22, 23)),
  log('flow-created', null, at(22, 1)),
  log('unknown', '系统', null),
]
const reminders = [
  { name: '张三', recipients: ['李四', null], at: at(24, 10) },
  { name: '张三', recipients: ['李四'], at: at(23, 9) },
]

describe('timelineEntries', () => {
  it('merges our own reminders into the log, newest first, entries without a time last', () => {
    expect(timelineEntries(logs, reminders, null, deviceZone).map(({ key }) => key)).toEqual([
      'reminder-2',
      'log-5',
      'log-4',
      'reminder-1',
      'log-3',
      'log-2',
      'log-1',
    ])
  })

  it('keeps a reminder that is older than every record, and those of a flow without records', () => {
    const early = [{ name: '张三', recipients: [], at: at(1, 0) }]
    expect(timelineEntries(logs.slice(0, 4), early, null, deviceZone).at(-1)?.key).toBe(
      'reminder-1',
    )
    expect(timelineEntries([], early, null, deviceZone)).toHaveLength(1)
  })

  it('marks what happened after the flow was last opened as new', () => {
    const isNew = (lastOpenedAt: number | null) =>
      timelineEntries(logs, reminders, lastOpenedAt, deviceZone).map((entry) => entry.isNew)
    expect(isNew(at(24, 8))).toEqual([true, true, false, false, false, false, false])
    expect(isNew(null)).not.toContain(true)
  })

  it("takes each day from the device's clock", () => {
    const midnight = [log('signed', null, at(24, 0)), log('signed', null, at(24, 0) - 1)]
    expect(timelineEntries(midnight, [], null, deviceZone).map(({ day }) => day)).toEqual([
      '2026-11-24',
      '2026-11-23',
    ])
  })
})

describe('filterEntries', () => {
  const entries = timelineEntries(logs, reminders, null, deviceZone)
  const nameOf = (name: string) => (name === '系统' ? 'System' : name)
  const labels: Partial<Record<string, string>> = { signed: 'Signed', reminder: '本应用催办' }
  const texts = searchTexts(entries, ({ kind }) => labels[kind] ?? '', nameOf)
  const everything: TimelineFilter = { group: null, person: null, text: '' }
  const keys = (filter: Partial<TimelineFilter>) =>
    filterEntries(entries, texts, { ...everything, ...filter }).map(({ key }) => key)

  it('keeps the records of a group, of a person, or of both', () => {
    expect(keys({ group: 'viewing' })).toEqual(['log-5', 'log-3'])
    expect(keys({ group: 'reminding' })).toEqual(['reminder-2', 'reminder-1'])
    expect(keys({ person: '系统' })).toEqual(['log-1'])
    expect(keys({ group: 'viewing', person: '张三' })).toEqual(['log-3'])
    expect(keys({ group: 'files' })).toEqual([])
  })

  it('finds words in label, operator, description and reminded people, ignoring case', () => {
    expect(keys({ text: ' SIGNED  张三 ' })).toEqual(['log-4'])
    expect(keys({ text: 'created 的说明' })).toEqual(['log-2'])
    expect(keys({ text: '李四 催办' })).toEqual(['reminder-2', 'reminder-1'])
    expect(keys({ text: 'system' })).toEqual(['log-1'])
    expect(keys({ text: '   ' })).toHaveLength(entries.length)
  })
})

it('puts each day above its entries, also after filtering', () => {
  const days = (entries: ReturnType<typeof timelineEntries>) =>
    timelineRows(entries).flatMap((row) => ('day' in row ? [row.day] : []))
  const entries = timelineEntries(logs, [], null, deviceZone)
  expect(days(entries)).toEqual(['2026-11-24', '2026-11-22', null])
  expect(days(entries.filter(({ person }) => person === '系统'))).toEqual([null])
  expect(timelineRows(entries).map(({ key }) => key)).toEqual([
    'day-log-5',
    'log-5',
    'log-4',
    'day-log-3',
    'log-3',
    'log-2',
    'day-log-1',
    'log-1',
  ])
})

it('the filter offers the groups and people that occur, people with the most frequent first', () => {
  expect(timelineChoices(timelineEntries(logs, reminders, null, deviceZone))).toEqual({
    groups: ['signing', 'reminding', 'viewing', 'other'],
    people: ['张三', '李四', '系统'],
  })
})

it('each kind of operation is in the group where one looks for it', () => {
  const kinds = (group: TimelineGroup) => logTypes.filter((kind) => groupOf(kind) === group)
  expect(kinds('signing')).toEqual(['signed', 'sign-refused'])
  expect(kinds('approval')).toHaveLength(3)
  expect(kinds('reminding')).toEqual(['sign-notified'])
  expect(kinds('viewing')).toEqual(['flow-viewed'])
  expect(kinds('files')).toHaveLength(6)
  expect(groupOf('unknown')).toBe('other')
})

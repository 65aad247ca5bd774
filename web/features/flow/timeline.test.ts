import { describe, expect, it } from 'vitest'
import type { FlowLog } from '../../../shared/flow.ts'
import type { LogType } from '../../../shared/log-type.ts'
import { timelineChoices, timelineEntries } from './timeline.ts'

function log(type: LogType, operator: string | null, time: number | null): FlowLog {
  return { type, typeCode: null, description: null, operator, time }
}

const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime()

const logs = [
  log('flow-viewed', '李四', at(24, 9)),
  log('signed', '张三', at(24, 8)),
  log('flow-viewed', '张三', at(22, 23)),
  log('flow-created', null, at(22, 1)),
  log('unknown', '系统', null),
]
const all = { type: null, operator: null }

describe('timelineEntries', () => {
  it('names a day at its first record only', () => {
    expect(timelineEntries(logs, all).map(({ day }) => day)).toEqual([
      '2026-11-24',
      null,
      '2026-11-22',
      null,
      null,
    ])
  })

  it('keeps the records of a kind, of a person, and of both', () => {
    const keys = (filter: Parameters<typeof timelineEntries>[1]) =>
      timelineEntries(logs, filter).map(({ key }) => key)
    expect(keys({ ...all, type: 'flow-viewed' })).toEqual([5, 3])
    expect(keys({ ...all, operator: '张三' })).toEqual([4, 3])
    expect(keys({ type: 'flow-viewed', operator: '张三' })).toEqual([3])
    expect(keys({ type: 'sign-refused', operator: null })).toEqual([])
  })

  it('names the day of what is left after filtering', () => {
    expect(timelineEntries(logs, { ...all, operator: '张三' }).map(({ day }) => day)).toEqual([
      '2026-11-24',
      '2026-11-22',
    ])
  })
})

it('offers the kinds and people that occur, most frequent first', () => {
  expect(timelineChoices(logs)).toEqual({
    types: ['flow-viewed', 'signed', 'flow-created', 'unknown'],
    operators: ['张三', '李四', '系统'],
  })
})

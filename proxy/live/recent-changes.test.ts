import { beforeEach, describe, expect, it } from 'vitest'
import { RecentChanges } from './recent-changes.ts'

let time: number
let changes: RecentChanges

beforeEach(() => {
  time = 1_000_000
  changes = new RecentChanges(
    () => time,
    () => time,
    3,
  )
})

function change(taskId: string, corpId = 'c', readAt?: number): number {
  return changes.note({ type: 'flow-changed', corpId, taskId, readAt })
}

const hasMissed = (...words: Parameters<RecentChanges['missedBy']>) =>
  changes.missedBy(...words) !== null

describe('who comes back', () => {
  it('has missed what happened to the flow since, and nothing else', () => {
    change('PRO-1')
    const id = changes.id('c')
    expect(hasMissed('c', 'PRO-1', id)).toBe(false)
    change('PRO-2')
    change('PRO-1', 'd')
    expect(hasMissed('c', 'PRO-1', id)).toBe(false)
    change('PRO-1')
    expect(hasMissed('c', 'PRO-1', id)).toBe(true)
    expect(hasMissed('c', 'PRO-1', changes.id('c'))).toBe(false)
  })

  it('of a whole corp has missed what happened to any of its flows', () => {
    const id = changes.id('c')
    change('PRO-1', 'd')
    expect(hasMissed('c', null, id)).toBe(false)
    change('PRO-1')
    expect(hasMissed('c', null, id)).toBe(true)
  })

  it('knows what was known up to the number of an id', () => {
    const before = change('PRO-1') - 1
    expect(hasMissed('c', 'PRO-1', changes.id('c', before))).toBe(true)
  })

  it('may have missed something when events were missed here', () => {
    const id = changes.id('c')
    changes.noteGap()
    expect(hasMissed('c', 'PRO-1', id)).toBe(true)
    expect(hasMissed('c', null, id)).toBe(true)
    expect(hasMissed('c', 'PRO-1', changes.id('c'))).toBe(false)
  })

  it('may have missed something that is no longer remembered', () => {
    const id = changes.id('c')
    for (const taskId of ['PRO-1', 'PRO-2', 'PRO-3']) change(taskId)
    expect(hasMissed('c', 'PRO-9', id)).toBe(false)
    change('PRO-4')
    expect(hasMissed('c', 'PRO-1', id)).toBe(true)
    expect(hasMissed('c', 'PRO-9', id)).toBe(true)
    expect(hasMissed('c', 'PRO-1', changes.id('c', 1))).toBe(false)
  })

  it('may have missed something when the id is from elsewhere or no id at all', () => {
    const other = new RecentChanges(
      () => time,
      () => time,
    )
    for (const id of [
      other.id('c'),
      '',
      'x',
      `${changes.id('c')}x`,
      changes.id('c').replace(/\d+$/, '-1'),
    ])
      expect(hasMissed('c', 'PRO-1', id)).toBe(true)
  })
})

describe('the ids of a corp', () => {
  it('stay the same whatever happens in others', () => {
    const id = changes.id('c')
    for (const taskId of ['PRO-1', 'PRO-2', 'PRO-3', 'PRO-4']) change(taskId, 'd')
    expect(changes.id('c')).toBe(id)
    change('PRO-1')
    expect(changes.id('c')).toBe(id.replace(/0$/, '1'))
    expect(changes.id('d')).not.toContain(id.split('-')[1])
  })

  it('make no page read again because another corp has many flows', () => {
    change('PRO-1')
    const id = changes.id('c')
    for (let count = 0; count < 9; count += 1) change(`PRO-${count}`, 'd')
    expect(hasMissed('c', 'PRO-9', id)).toBe(false)
  })
})

describe('who comes for the first time', () => {
  it('has missed what happened since the page was read', () => {
    expect(hasMissed('c', 'PRO-1', undefined)).toBe(false)
    change('PRO-1')
    time += 59_000
    expect(hasMissed('c', 'PRO-1', undefined)).toBe(true)
    expect(hasMissed('c', 'PRO-2', undefined)).toBe(false)
    expect(hasMissed('c', null, undefined)).toBe(true)
    time += 2000
    expect(hasMissed('c', 'PRO-1', undefined)).toBe(false)
    expect(hasMissed('c', null, undefined)).toBe(false)
  })

  it('may have when events were missed meanwhile', () => {
    changes.noteGap()
    expect(hasMissed('c', 'PRO-1', undefined)).toBe(true)
    time += 61_000
    expect(hasMissed('c', 'PRO-1', undefined)).toBe(false)
  })
})

describe('what was missed', () => {
  const missed = (taskId: string, lastId?: string) => changes.missedBy('c', taskId, lastId)

  it('is shown by what was read after it happened', () => {
    const id = changes.id('c')
    change('PRO-1')
    const readAt = time + 1
    time += 1000
    change('PRO-2')
    expect(missed('PRO-1')).toEqual({ readAt })
    expect(missed('PRO-1', id)).toEqual({ readAt })
  })

  it('is shown by the reading that it was found by', () => {
    const readAt = time
    time += 1000
    change('PRO-1', 'c', readAt)
    expect(missed('PRO-1')).toEqual({ readAt })
  })

  it('is not shown by a reading that began before the last of it happened', () => {
    const readAt = time
    time += 1000
    change('PRO-1')
    const after = time + 1
    time += 1000
    change('PRO-1', 'c', readAt)
    expect(missed('PRO-1')).toEqual({ readAt: after })
  })

  it('is shown by what was read after events were missed here', () => {
    const id = changes.id('c')
    changes.noteGap()
    const readAt = time + 1
    time += 1000
    expect(missed('PRO-1')).toEqual({ readAt })
    expect(missed('PRO-1', id)).toEqual({ readAt })
  })

  it('is shown by nothing that is known of, where the id is from elsewhere', () => {
    change('PRO-1')
    expect(missed('PRO-1', 'elsewhere-1')).toEqual({ readAt: undefined })
  })
})

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

it('a page that connects rereads its corp only after a known change of it', () => {
  const isOfCorp = (lastId?: string) => changes.missedBy('c', 'PRO-1', lastId)?.isOfCorp
  changes.noteGap()
  expect(isOfCorp()).toBe(false)
  const id = changes.id('c')
  changes.noteCorp('c')
  expect(isOfCorp()).toBe(true)
  expect(isOfCorp(id)).toBe(true)
  expect(isOfCorp(changes.id('c'))).toBeUndefined()
  time += 60_001
  expect(isOfCorp()).toBeUndefined()
})

it('a reading from after a change of the corp includes it, but no later change of the flow', () => {
  changes.noteCorp('c')
  expect(changes.missedBy('c', 'PRO-1', undefined)?.readAt).toBe(1_000_001)
  time += 1000
  change('PRO-1')
  expect(changes.missedBy('c', 'PRO-1', undefined)).toEqual({ isOfCorp: true, readAt: 1_001_001 })
})

describe('a page that reconnects with an event id', () => {
  it("has missed the flow's changes since then, and nothing else", () => {
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

  it('has missed a change of any flow when it follows a whole corp', () => {
    const id = changes.id('c')
    change('PRO-1', 'd')
    expect(hasMissed('c', null, id)).toBe(false)
    change('PRO-1')
    expect(hasMissed('c', null, id)).toBe(true)
  })

  it('has missed nothing up to the number in its id', () => {
    const before = change('PRO-1') - 1
    expect(hasMissed('c', 'PRO-1', changes.id('c', before))).toBe(true)
  })

  it('may have missed something when this instance missed events', () => {
    const id = changes.id('c')
    changes.noteGap()
    expect(hasMissed('c', 'PRO-1', id)).toBe(true)
    expect(hasMissed('c', null, id)).toBe(true)
    expect(hasMissed('c', 'PRO-1', changes.id('c'))).toBe(false)
  })

  it('may have missed something when changes since then are forgotten', () => {
    const id = changes.id('c')
    for (const taskId of ['PRO-1', 'PRO-2', 'PRO-3']) change(taskId)
    expect(hasMissed('c', 'PRO-9', id)).toBe(false)
    change('PRO-4')
    expect(hasMissed('c', 'PRO-1', id)).toBe(true)
    expect(hasMissed('c', 'PRO-9', id)).toBe(true)
    expect(hasMissed('c', 'PRO-1', changes.id('c', 1))).toBe(false)
  })

  it('may have missed something when its id is from elsewhere, or invalid', () => {
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
  it('stay the same whatever happens in other corps', () => {
    const id = changes.id('c')
    for (const taskId of ['PRO-1', 'PRO-2', 'PRO-3', 'PRO-4']) change(taskId, 'd')
    expect(changes.id('c')).toBe(id)
    change('PRO-1')
    expect(changes.id('c')).toBe(id.replace(/0$/, '1'))
    expect(changes.id('d')).not.toContain(id.split('-')[1])
  })

  it('do not make pages read again because another corp has many flows', () => {
    change('PRO-1')
    const id = changes.id('c')
    for (let count = 0; count < 9; count += 1) change(`PRO-${count}`, 'd')
    expect(hasMissed('c', 'PRO-9', id)).toBe(false)
  })
})

describe('a page that connects for the first time', () => {
  it('has missed the changes of the last minute', () => {
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

  it('may have missed something when this instance missed events in that minute', () => {
    changes.noteGap()
    expect(hasMissed('c', 'PRO-1', undefined)).toBe(true)
    time += 61_000
    expect(hasMissed('c', 'PRO-1', undefined)).toBe(false)
  })
})

describe('a missed change', () => {
  function missed(taskId: string, lastId?: string) {
    const found = changes.missedBy('c', taskId, lastId)
    return found && { readAt: found.readAt }
  }

  it('is shown by a reading made after it', () => {
    const id = changes.id('c')
    change('PRO-1')
    const readAt = time + 1
    time += 1000
    change('PRO-2')
    expect(missed('PRO-1')).toEqual({ readAt })
    expect(missed('PRO-1', id)).toEqual({ readAt })
  })

  it('is shown by the reading that found it', () => {
    const readAt = time
    time += 1000
    change('PRO-1', 'c', readAt)
    expect(missed('PRO-1')).toEqual({ readAt })
  })

  it('is not shown by a reading that began before the latest change', () => {
    const readAt = time
    time += 1000
    change('PRO-1')
    const after = time + 1
    time += 1000
    change('PRO-1', 'c', readAt)
    expect(missed('PRO-1')).toEqual({ readAt: after })
  })

  it('that this instance may have missed is shown by a reading made after the gap', () => {
    const id = changes.id('c')
    changes.noteGap()
    const readAt = time + 1
    time += 1000
    expect(missed('PRO-1')).toEqual({ readAt })
    expect(missed('PRO-1', id)).toEqual({ readAt })
  })

  it('is shown by no known reading when the id is from elsewhere', () => {
    change('PRO-1')
    expect(missed('PRO-1', 'elsewhere-1')).toEqual({ readAt: undefined })
  })
})

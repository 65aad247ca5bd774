import { beforeEach, describe, expect, it } from 'vitest'
import { RecentChanges } from './recent-changes.ts'

let time: number
let changes: RecentChanges

beforeEach(() => {
  time = 1_000_000
  changes = new RecentChanges(() => time, 3)
})

function change(taskId: string, corpId = 'c'): number {
  return changes.note({ type: 'flow-changed', corpId, taskId })
}

describe('who comes back', () => {
  it('has missed what happened to the flow since, and nothing else', () => {
    change('PRO-1')
    const id = changes.id()
    expect(changes.isNews('c', 'PRO-1', id)).toBe(false)
    change('PRO-2')
    change('PRO-1', 'd')
    expect(changes.isNews('c', 'PRO-1', id)).toBe(false)
    change('PRO-1')
    expect(changes.isNews('c', 'PRO-1', id)).toBe(true)
    expect(changes.isNews('c', 'PRO-1', changes.id())).toBe(false)
  })

  it('of a whole corp has missed what happened to any of its flows', () => {
    const id = changes.id()
    change('PRO-1', 'd')
    expect(changes.isNews('c', null, id)).toBe(false)
    change('PRO-1')
    expect(changes.isNews('c', null, id)).toBe(true)
  })

  it('knows what was known up to the number of an id', () => {
    const before = change('PRO-1') - 1
    expect(changes.isNews('c', 'PRO-1', changes.id(before))).toBe(true)
  })

  it('may have missed something when events were missed here', () => {
    const id = changes.id()
    changes.note({ type: 'gap' })
    expect(changes.isNews('c', 'PRO-1', id)).toBe(true)
    expect(changes.isNews('c', null, id)).toBe(true)
    expect(changes.isNews('c', 'PRO-1', changes.id())).toBe(false)
  })

  it('may have missed something that is no longer remembered', () => {
    const id = changes.id()
    for (const taskId of ['PRO-1', 'PRO-2', 'PRO-3']) change(taskId)
    expect(changes.isNews('c', 'PRO-9', id)).toBe(false)
    change('PRO-4')
    expect(changes.isNews('c', 'PRO-1', id)).toBe(true)
    expect(changes.isNews('c', 'PRO-9', id)).toBe(true)
    expect(changes.isNews('c', 'PRO-1', changes.id(1))).toBe(false)
  })

  it('may have missed something when the id is from elsewhere or no id at all', () => {
    const other = new RecentChanges(() => time)
    for (const id of [other.id(), '', 'x', `${changes.id()}x`, changes.id().replace(/\d+$/, '-1')])
      expect(changes.isNews('c', 'PRO-1', id)).toBe(true)
  })
})

describe('who comes for the first time', () => {
  it('has missed what happened since the page was read', () => {
    expect(changes.isNews('c', 'PRO-1', undefined)).toBe(false)
    change('PRO-1')
    time += 59_000
    expect(changes.isNews('c', 'PRO-1', undefined)).toBe(true)
    expect(changes.isNews('c', 'PRO-2', undefined)).toBe(false)
    expect(changes.isNews('c', null, undefined)).toBe(true)
    time += 2000
    expect(changes.isNews('c', 'PRO-1', undefined)).toBe(false)
    expect(changes.isNews('c', null, undefined)).toBe(false)
  })

  it('may have when events were missed meanwhile', () => {
    changes.note({ type: 'gap' })
    expect(changes.isNews('c', 'PRO-1', undefined)).toBe(true)
    time += 61_000
    expect(changes.isNews('c', 'PRO-1', undefined)).toBe(false)
  })
})

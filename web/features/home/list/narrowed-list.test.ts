import { expect, it } from 'vitest'
import type { FlowList, ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import { listedFlow } from '#shared/testing/listed-flow.ts'
import { type FlowFilter, noConditions } from '#web/api/queries/flow-list.ts'
import { narrowedList } from './narrowed-list.ts'

const all: FlowFilter = { scope: 'all', q: '', ...noConditions }

const flow = (taskId: string, status: FlowStatus) => listedFlow({ taskId, status })

function pages(...each: ListedFlow[][]) {
  const list: FlowList[] = each.map((flows) => ({ flows, nextCursor: null }))
  return { pages: list, pageParams: list.map(() => null) }
}

const shown = pages([flow('1', 'signing'), flow('2', 'refused')], [flow('3', 'signing')])

it('keeps the rows with the chosen status', () => {
  expect(narrowedList(shown, all, { ...all, status: ['signing'] })).toEqual(
    pages([flow('1', 'signing')], [flow('3', 'signing')]),
  )
})

it('keeps all rows when none has the chosen status', () => {
  expect(narrowedList(shown, all, { ...all, status: ['draft'] })).toBe(shown)
})

it('keeps all rows when the search is new or a condition is removed', () => {
  expect(narrowedList(shown, all, { ...all, q: '采购' })).toBe(shown)
  expect(narrowedList(shown, all, { ...all, status: ['signing'], q: '采购' })).toBe(shown)
  expect(narrowedList(shown, { ...all, status: ['signing'] }, all)).toBe(shown)
})

it('keeps all rows when another condition changed too', () => {
  expect(narrowedList(shown, all, { ...all, status: ['signing'], due: 3 })).toBe(shown)
  const both: FlowFilter = { ...all, status: ['signing', 'refused'] }
  expect(narrowedList(shown, all, both)).toEqual(shown)
  expect(narrowedList(shown, { ...all, status: ['refused'] }, both)).toBe(shown)
})

it('shows nothing from another tab', () => {
  expect(narrowedList(shown, { ...all, scope: 'started' }, all)).toBeUndefined()
  expect(narrowedList(undefined, undefined, all)).toBeUndefined()
})

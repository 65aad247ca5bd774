import { describe, expect, it, vi } from 'vitest'
import { listedFlow } from '#shared/testing/listed-flow.ts'
import type { FlowList, ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import { type ListPages, readPageAgain, rowsIn } from './list-pages.ts'

const flowPages: ListPages<FlowList, ListedFlow> = {
  rowsOf: (page) => page.flows,
  idOf: ({ taskId }) => taskId,
  cursorOf: ({ nextCursor }) => nextCursor,
  withRows: (page, listed, nextCursor) => ({ ...page, flows: listed, nextCursor }),
}

const flow = (number: number) => listedFlow({ taskId: `PRO-${number}`, startedAt: number })

/** Flows numbered from high to low, newest first. */
function flows(from: number, to: number): ListedFlow[] {
  return Array.from({ length: Math.max(0, from - to + 1) }, (_, index) => flow(from - index))
}

/** A proxy with these flows, ten per page. A cursor is the number of the last flow. */
function serverWith(listed: ListedFlow[]) {
  return vi.fn((cursor: string | null): Promise<FlowList> => {
    const rest = listed.filter(({ startedAt }) => cursor === null || startedAt < Number(cursor))
    const page = rest.slice(0, 10)
    const last = rest.length > page.length ? page.at(-1) : undefined
    return Promise.resolve({ flows: page, nextCursor: last ? String(last.startedAt) : null })
  })
}

const numbersOf = (list: FlowList) => list.flows.map(({ startedAt }) => startedAt)
const first: FlowList = { flows: flows(100, 91), nextCursor: '91' }

describe('a page read again', () => {
  it('is the same when nothing has changed', async () => {
    const read = serverWith(flows(100, 1))
    expect(await readPageAgain(flowPages, first, null, false, read)).toEqual(first)
    expect(read).toHaveBeenCalledTimes(1)
  })

  it('begins with new flows, and still ends where the next page begins', async () => {
    const read = serverWith(flows(103, 1))
    const again = await readPageAgain(flowPages, first, null, false, read)
    expect(numbersOf(again).slice(0, 13)).toEqual(numbersOf({ ...first, flows: flows(103, 91) }))
    expect(again.nextCursor).toBe('91')
  })

  it('reads further when there are more new flows than one page holds', async () => {
    const again = await readPageAgain(flowPages, first, null, false, serverWith(flows(125, 1)))
    expect(numbersOf(again)).toEqual(expect.arrayContaining(numbersOf(first)))
    expect(numbersOf(again)[0]).toBe(125)
    expect(again.nextCursor).toBe('91')
  })

  it('starts the list anew when there are very many new flows', async () => {
    const read = serverWith(flows(400, 1))
    const again = await readPageAgain(flowPages, first, null, false, read)
    expect(numbersOf(again)).toEqual(numbersOf({ ...first, flows: flows(400, 361) }))
    expect(again.nextCursor).toBe('361')
    expect(read).toHaveBeenCalledTimes(4)
  })

  it('loses removed flows, and still meets the next page', async () => {
    const left = flows(100, 1).filter(({ startedAt }) => startedAt !== 95 && startedAt !== 91)
    const second: FlowList = { flows: flows(90, 81), nextCursor: '81' }
    const again = await readPageAgain(flowPages, first, null, false, serverWith(left))
    expect(again.nextCursor).toBe('91')
    const numbers = rowsIn(flowPages, [again, second]).map(({ startedAt }) => startedAt)
    expect(numbers).toEqual(left.slice(0, 18).map(({ startedAt }) => startedAt))
  })

  it('has a new end when no page follows', async () => {
    const left = flows(100, 1).filter(({ startedAt }) => startedAt !== 95)
    expect(await readPageAgain(flowPages, first, null, true, serverWith(left))).toEqual({
      flows: left.slice(0, 10),
      nextCursor: '90',
    })
  })

  it('ends the list when there are no more flows', async () => {
    expect(await readPageAgain(flowPages, first, null, false, serverWith(flows(92, 88)))).toEqual({
      flows: flows(92, 88),
      nextCursor: null,
    })
    expect(await readPageAgain(flowPages, first, null, true, serverWith([]))).toEqual({
      flows: [],
      nextCursor: null,
    })
  })

  it('has what its first part says of the whole list', async () => {
    const listed = serverWith(flows(115, 1))
    const read = async (cursor: string | null) => ({
      ...(await listed(cursor)),
      ...(cursor === null && { counts: { signing: 115 } }),
    })
    const again = await readPageAgain(flowPages, first, null, false, read)
    expect(listed).toHaveBeenCalledTimes(3)
    expect(again.counts).toEqual({ signing: 115 })
  })

  it('in the middle of a list is read from its own cursor', async () => {
    const third: FlowList = { flows: flows(80, 71), nextCursor: '71' }
    const read = serverWith(flows(100, 1))
    expect(await readPageAgain(flowPages, third, '81', false, read)).toEqual(third)
    expect(read).toHaveBeenCalledExactlyOnceWith('81')
  })
})

it('flows of overlapping pages are listed once, as in the first of the pages', () => {
  const newer = { ...flow(90), title: 'newer' }
  const pages = [
    { flows: [...flows(92, 91), newer], nextCursor: '91' },
    { flows: flows(90, 89), nextCursor: null },
  ]
  expect(rowsIn(flowPages, pages)).toEqual([...flows(92, 91), newer, flow(89)])
})

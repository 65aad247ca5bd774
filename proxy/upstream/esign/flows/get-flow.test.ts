import { describe, expect, it } from 'vitest'
import { flowSchema } from '#shared/schemas/flow/flow.ts'
import type { Flow } from '#shared/rules/flow.ts'
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import { logTypes } from '#shared/rules/codes/log-type.ts'
import { flowPayload } from './get-flow.ts'

/** The flow made from upstream's payload; the page's schema must accept it. */
function read(payload: unknown): Flow {
  const flow = { taskId: 'PRO-1', ...flowPayload.parse(payload) }
  expect(flowSchema.parse(flow)).toEqual(flow)
  return flow
}

const readLog = (log: unknown) => read({ logs: [log] }).logs[0]

describe('the status', () => {
  it('has a name for each documented number', () => {
    const named = [0, 1, 2, 3, 4, 5, 6, 7].map((flowStatus) => read({ flowStatus }).status)
    expect([...named, 'unknown']).toEqual(flowStatuses)
  })

  it.each([
    [1.0, 'signing', 1],
    ['1', 'signing', 1],
    [' 2 ', 'completed', 2],
    ['1.0', 'signing', 1],
    ['7E0', 'refused', 7],
    [8, 'unknown', 8],
    [1.5, 'unknown', 1.5],
    [-1, 'unknown', -1],
    ['PAUSED', 'unknown', 'PAUSED'],
    ['', 'unknown', null],
    [null, 'unknown', null],
    [undefined, 'unknown', null],
    [true, 'unknown', null],
    [[1], 'unknown', null],
    [{ value: 1 }, 'unknown', null],
  ])('%j is read as %s, with statusCode %j', (flowStatus, status, statusCode) => {
    expect(read({ businessScene: '合同', flowStatus })).toMatchObject({ status, statusCode })
  })
})

describe('texts', () => {
  it('are copied, the title from the field of either generation', () => {
    const names = { initiatorName: '王五', initiatorAuthorizedName: '天谷' }
    expect(read({ businessScene: '合同', ...names })).toMatchObject({
      taskId: 'PRO-1',
      title: '合同',
      initiator: { name: '王五', organization: '天谷' },
    })
    expect(read({ businessSense: '合同' }).title).toBe('合同')
  })

  it.each([undefined, null, '', '  ', {}, [], false])('given as %j are null', (value) => {
    expect(
      read({
        flowStatus: 1,
        businessScene: value,
        initiatorName: value,
        initiatorAuthorizedName: value,
      }),
    ).toMatchObject({ title: null, initiator: { name: null, organization: null } })
  })

  it('may be numbers', () => {
    expect(read({ businessScene: 2024 }).title).toBe('2024')
  })
})

describe('log records', () => {
  it('have a name for each documented number, in the order of our names', () => {
    const codes = [1, 2, 3, 4, 5, 6, 7, 8, 9]
      .concat([20, 21, 22, 23, 24, 25, 26, 27, 28, 29])
      .concat([40, 41, 42, 50, 51, 52, 60, 61, 62])
    const named = codes.map((code) => readLog({ logType: String(code) })?.type)
    expect([...named, 'unknown']).toEqual(logTypes)
  })

  it.each([
    ['8', 'flow-viewed', '8'],
    [8, 'flow-viewed', '8'],
    ['8.0', 'flow-viewed', '8'],
    ['99', 'unknown', '99'],
    ['FROZEN', 'unknown', 'FROZEN'],
    [null, 'unknown', null],
  ])('of type %j are %s, with typeCode %j', (logType, type, typeCode) => {
    expect(readLog({ logType })).toMatchObject({ type, typeCode })
  })

  it.each([
    [1_618_302_600_000, 1_618_302_600_000],
    ['1618302600000', 1_618_302_600_000],
    ['1.61674324E12', 1_616_743_240_000],
    [1_618_302_600_000.7, 1_618_302_600_000],
    [0, null],
    [-5, null],
    [8.64e15, 8.64e15],
    [8.65e15, null],
    ['1e400', null],
    ['2021-04-13', null],
    ['0x10', null],
    [null, null],
    [{}, null],
  ])('with the time %j have %j', (operateTime, time) => {
    expect(readLog({ operateTime })?.time).toBe(time)
  })

  it("come newest first, in upstream's order within a moment, without a time last", () => {
    const times = [1000, null, 3000, 2000, 3000, undefined, 1000]
    const logs = times.map((operateTime, index) => ({
      operateTime,
      operateDescription: `log ${index}`,
    }))
    expect(read({ logs }).logs.map(({ description }) => description)).toEqual(
      [2, 4, 3, 0, 6, 1, 5].map((index) => `log ${index}`),
    )
  })

  it('of one moment are reversed where upstream sends the oldest first', () => {
    const logs = [1000, 2000, 3000, 3000].map((operateTime, index) => ({
      operateTime,
      operateDescription: `log ${index}`,
    }))
    expect(read({ logs }).logs.map(({ description }) => description)).toEqual(
      [3, 2, 1, 0].map((index) => `log ${index}`),
    )
  })

  it('all of one moment are reversed when their types show that the oldest comes first', () => {
    const types = ['1', '40', '60', '4', '25']
    const recordsOf = (codes: string[]) => codes.map((logType) => ({ logType, operateTime: 1000 }))
    const newestFirst = ['25', '4', '60', '40', '1']
    for (const codes of [types, newestFirst]) {
      const { logs } = read({ logs: recordsOf(codes) })
      expect(logs.map(({ typeCode }) => typeCode)).toEqual(newestFirst)
    }
  })

  it('are left out when they are not objects, and kept when they are empty', () => {
    const empty = { type: 'unknown', typeCode: null, description: null, operator: null, time: null }
    expect(read({ logs: [null, 'x', 1, [], {}, { other: 1 }] }).logs).toEqual([empty, empty])
  })

  it.each([undefined, null, {}, 'x', 5])('given as %j are none', (logs) => {
    expect(read({ flowStatus: 1, logs }).logs).toEqual([])
  })
})

describe('a payload', () => {
  it('with its state alone is a flow without facts', () => {
    expect(read({ flowStatus: 1 })).toEqual({
      taskId: 'PRO-1',
      title: null,
      status: 'signing',
      statusCode: 1,
      initiator: { name: null, organization: null },
      logs: [],
    })
  })

  it('with 5,000 records is read', () => {
    const logs = Array.from({ length: 5000 }, (_, index) => ({ logType: '8', operateTime: index }))
    expect(read({ logs }).logs).toHaveLength(5000)
  })
})

it.each([{}, { success: true }, { result: null }, { flowStatus: null, logs: [], signers: [] }])(
  'refuses %j, which has nothing of one',
  (payload) => {
    expect(flowPayload.safeParse(payload).success).toBe(false)
  },
)

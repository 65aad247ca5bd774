import { expect, it } from 'vitest'
import { flowViewShape, sessionShape } from './first-shapes.ts'
import { misfit, type Shape } from './shape.ts'

const session = {
  corpId: 'c1',
  corpName: null,
  userId: 'u1',
  name: '张三',
  role: 'member',
  expiresAt: 1,
}

it('accepts an answer with optional parts absent and unknown parts added', () => {
  expect(misfit({ ...session, theme: 'red' }, sessionShape[0])).toBeNull()
})

it.each<[string, unknown, Shape]>([
  ['', undefined, {}],
  ['', [], { a: '?n' }],
  ['.name', { ...session, name: null }, sessionShape[0]],
  ['.isOperator', { ...session, isOperator: 'yes' }, sessionShape[0]],
  ['.1.a', [{ a: 1 }, {}], ['list', { a: 'n' }]],
  ['', {}, ['list', 'n']],
  ['', [], ['record', 'n']],
  ['.x', { x: '1' }, ['record', 'n']],
  ['.ok.a', { ok: { a: '1' } }, ['either', { ok: { a: 'n' } }, { problem: 's' }]],
  ['', 3, ['known', 's', 'one', 'unknown']],
])('names the place that does not match: %s', (place, value, shape) => {
  expect(misfit(value, shape)).toBe(place)
})

it('reads an enum value of a later server as unknown', () => {
  const flow = {
    taskId: 't1',
    title: null,
    status: 'frozen',
    statusCode: 12,
    initiator: { name: null, organization: null },
    logs: [{ type: 'sealed', typeCode: '99', description: null, operator: null, time: 1 }],
  }
  const next = {
    kind: 'waiting-for-a-stamp',
    people: [],
    since: null,
    followedBy: [],
    reason: null,
  }
  const view = {
    flow,
    signers: { ok: [{ name: null, status: 'asleep', statusCode: 9 }] },
    approvals: { problem: { status: 503, code: 'new-code', title: '', requestId: 'r-1' } },
    situation: { signers: [], approvals: [], end: null, next },
    registry: null,
    fetchedAt: 1,
  }
  expect(misfit(view, flowViewShape[0])).toBeNull()
  expect(view).toMatchObject({
    flow: { status: 'unknown', statusCode: 12, logs: [{ type: 'unknown', typeCode: '99' }] },
    signers: { ok: [{ status: 'unknown' }] },
    approvals: { problem: { code: 'new-code' } },
    situation: { next: { kind: 'unknown' } },
  })
})

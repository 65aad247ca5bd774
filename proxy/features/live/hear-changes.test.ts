import { expect, it } from 'vitest'
import type { StoreEvent } from '#proxy/base/store/events.ts'
import { hearChange } from './hear-changes.ts'

function doneFor(event: StoreEvent): string[] {
  const done: string[] = []
  hearChange(
    event,
    {
      forget: (corpId, taskId) => void done.push(`forget ${corpId} ${taskId}`),
      forgetCorp: (corpId) => void done.push(`forget ${corpId}`),
      forgetAll: () => void done.push('forget all'),
    },
    { hear: ({ type }) => void done.push(`tell pages of ${type}`) },
  )
  return done
}

it('drops what is cached of a flow before its pages are told', () => {
  const event = { type: 'flow-changed', corpId: 'corp', taskId: 'PRO-1' } as const
  expect(doneFor(event)).toEqual(['forget corp PRO-1', 'tell pages of flow-changed'])
})

it('drops what is cached of a corp before its pages are told', () => {
  const event = { type: 'corp-changed', corpId: 'corp' } as const
  expect(doneFor(event)).toEqual(['forget corp', 'tell pages of corp-changed'])
})

it.each(['gap', 'sandbox-changed'] as const)('drops everything after a %s', (type) => {
  expect(doneFor({ type })).toEqual(['forget all', `tell pages of ${type}`])
})

import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { listedFlow } from '#shared/testing/listed-flow.ts'
import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import { RowFace } from './row-face.tsx'

const initiator = { name: '张三', organization: null }

const step = (people: string[]): NonNullable<ListedFlow['nextStep']> => ({
  kind: 'waiting-for-signature',
  people,
  since: null,
  followedBy: [],
  reason: null,
})

const waits = ['李四', '赵六', '李四'].map((name) => ({
  for: 'signature' as const,
  people: [name],
  since: null,
}))

function faceOf(flow: Partial<ListedFlow>, scope: 'waiting' | 'all' = 'all') {
  const html = renderToStaticMarkup(
    <RowFace flow={listedFlow({ initiator, ...flow })} scope={scope} />,
  )
  return {
    names: [...html.matchAll(/data-text="([^"]*)"/g)].map(([, text]) => text),
    ended: /is-end tone-(\w+)/.exec(html)?.[1],
  }
}

it('is of the first who is waited for, with the number of others', () => {
  expect(faceOf({ nextStep: step(['李四', '孙八', '赵六']) }).names).toEqual(['李四', '+2'])
  const several = { ...step([]), kind: 'waiting-for-several' as const, waits }
  expect(faceOf({ nextStep: several }).names).toEqual(['李四', '+1'])
})

it('is of the initiator where the requester is waited for, or nobody is known', () => {
  expect(faceOf({ nextStep: step(['李四']) }, 'waiting').names).toEqual(['张三'])
  expect(faceOf({ nextStep: null }).names).toEqual(['张三'])
})

it.each([
  ['completed', 'good'],
  ['refused', 'bad'],
  ['expired', 'bad'],
  ['revoked', 'quiet'],
  ['deleted', 'quiet'],
] as const)('of a %s flow is a %s mark', (status, tone) => {
  expect(faceOf({ status, nextStep: step(['李四']) })).toEqual({ names: [], ended: tone })
})

it('is a quiet mark where nobody is known', () => {
  const nobody = { name: null, organization: null }
  expect(faceOf({ initiator: nobody })).toEqual({ names: [], ended: 'quiet' })
})

import { expect, it } from 'vitest'
import { pairSigners, type PassedOn } from './pair-signers.ts'

const named = (names: readonly (string | null)[]) => names.map((name) => ({ name }))

/** Nobody passed signing on, unless these did; `null` for somebody without a name. */
function pair(
  signers: readonly (string | null)[],
  people: readonly (string | null)[],
  by: readonly (string | null)[] = [],
) {
  const passedOn: PassedOn = { wasPassedOn: by.length > 0, by: new Set(by) }
  return pairSigners(named(signers), named(people), passedOn)
}

const sure = (person: number) => ({ person, isSure: true, place: person })
const nobody = { person: null, isSure: false, place: null }

it('a signer is the person with their name', () => {
  expect(pair(['李四', '张三'], ['张三', '李四'])).toEqual([sure(1), sure(0)])
  expect(pair(['张三'], ['张三', '李四'])).toEqual([sure(0)])
})

it('namesakes are paired in order, with certainty if both lists have as many', () => {
  expect(pair(['甲', '乙', '甲'], ['甲', '甲', '乙'])).toEqual([sure(0), sure(2), sure(1)])
})

it('namesakes are uncertain, without a place in the order, if one list has more of them', () => {
  const first = { person: 0, isSure: false, place: null }
  expect(pair(['甲', '甲'], ['甲', '乙', '丙'])).toEqual([first, nobody])
  expect(pair(['甲'], ['甲', '甲'])).toEqual([first])
})

it('the only one left on both sides is the same person under two names', () => {
  const other = { person: 1, isSure: false, place: 1 }
  expect(pair(['张三', '小李'], ['张三', '李四'])).toEqual([sure(0), other])
  expect(pair([null, '张三'], ['张三', null])).toEqual([other, sure(0)])
})

it('nobody is paired by what is left if one side has several or none', () => {
  expect(pair(['小李', '小王'], ['李四'])).toEqual([nobody, nobody])
  expect(pair(['小李'], ['李四', '王五'])).toEqual([nobody])
  expect(pair(['张三', '小李'], ['张三'])).toEqual([sure(0), nobody])
  expect(pair([null, null], [null, null])).toEqual([nobody, nobody])
})

it('nobody is paired by what is left if somebody else is uncertain', () => {
  const unsure = { person: 0, isSure: false, place: null }
  expect(pair(['甲', '小李'], ['甲', '甲'])).toEqual([unsure, nobody])
  expect(pair(['乙', '甲', '小李'], ['乙', '甲', '甲'])).toEqual([
    sure(0),
    { ...unsure, person: 1 },
    nobody,
  ])
})

it('who passed signing on is uncertain', () => {
  expect(pair(['张三', '李四'], ['张三', '李四'], ['张三'])).toEqual([
    { person: 0, isSure: false, place: null },
    sure(1),
  ])
})

it('the only one left keeps the place in the order if signing was passed on, not the person', () => {
  expect(pair(['张三', '小李'], ['张三', '李四'], ['李四'])).toEqual([
    sure(0),
    { person: null, isSure: false, place: 1 },
  ])
})

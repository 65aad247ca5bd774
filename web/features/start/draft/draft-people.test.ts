import { describe, expect, it } from 'vitest'
import type { DraftPerson } from './draft.ts'
import { asSigner, lacksOwnSeal, memberIds, newOutsider, put, withPicked } from './draft-people.ts'

const lisi: DraftPerson = { key: 'k1', kind: 'member', userId: 'lisi', name: '李四' }
const out: DraftPerson = { ...newOutsider(), key: 'k2' }

function toPerson(person: DraftPerson): DraftPerson {
  return { ...person, key: `new-${person.name}` }
}

describe('picking colleagues', () => {
  it('adds new people after those already there', () => {
    const picked = [
      { userId: 'wangwu', name: '王五' },
      { userId: 'lisi', name: '李四' },
    ]
    const people = withPicked([lisi, out], picked, toPerson)
    expect(people.map(({ key }) => key)).toEqual(['k1', 'k2', 'new-王五'])
    expect(people[0]).toBe(lisi)
    expect(people[2]).toMatchObject({ kind: 'member', userId: 'wangwu' })
  })

  it('removes colleagues who were unpicked, and nobody else', () => {
    expect(withPicked([lisi, out], [], toPerson)).toEqual([out])
  })
})

it('finds the colleagues in a list', () => {
  expect(memberIds([lisi, out])).toEqual(['lisi'])
})

describe('a person who was edited', () => {
  it('keeps their place in the list', () => {
    const renamed = { ...lisi, name: '李司' }
    expect(put([lisi, out], renamed)).toEqual([renamed, out])
  })

  it('comes last when new', () => {
    expect(put([lisi], out)).toEqual([lisi, out])
  })
})

it('finds out that only others use a company seal', () => {
  const member = asSigner(lisi)
  const outsider = { ...asSigner(out), seals: ['company' as const] }
  expect(lacksOwnSeal([member, outsider])).toBe(true)
  expect(lacksOwnSeal([{ ...member, seals: ['company'] }, outsider])).toBe(false)
  expect(lacksOwnSeal([member, asSigner(out)])).toBe(false)
})

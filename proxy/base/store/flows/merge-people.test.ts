import { describe, expect, it } from 'vitest'
import { mergePeople } from './merge-people.ts'
import type { StoredPerson, ReadSigner } from './flow-types.ts'
import { person } from '#proxy/base/store/testing/samples.ts'

function known(userId: string | null, name: string, isWaitedFor = false): StoredPerson {
  return { ...person(userId, name), isWaitedFor }
}

function read(name: string | null, isWaitedFor = false): ReadSigner {
  return { name, isWaitedFor }
}

/** User ids, and whose turn it is. */
function merge(before: StoredPerson[], signers: ReadSigner[]) {
  return mergePeople(before, signers).map(({ userId, name, isWaitedFor }) => {
    return [userId, name, isWaitedFor]
  })
}

describe('mergePeople', () => {
  it('takes the signers read when nobody is known', () => {
    expect(mergePeople([], [read('李四', true), read(null)])).toEqual([
      { ...person(null, '李四', { order: null }), isWaitedFor: true },
      { ...person(null, '', { order: null }), name: null, isWaitedFor: false },
    ])
  })

  it('drops people known only by name who are missing from the reading, and takes its order', () => {
    const before = [known(null, '李四'), known(null, '王五')]
    expect(merge(before, [read('王五', true), read('赵六')])).toEqual([
      [null, '王五', true],
      [null, '赵六', false],
    ])
  })

  it("keeps a person's user id", () => {
    const before = [known('lisi', '李四', true), known('wangwu', '王五')]
    expect(merge(before, [read('李四'), read('王五', true)])).toEqual([
      ['lisi', '李四', false],
      ['wangwu', '王五', true],
    ])
  })

  it('keeps known people who were not read, without a turn', () => {
    expect(merge([known('lisi', '李四', true)], [read('李四光', true)])).toEqual([
      ['lisi', '李四', false],
      [null, '李四光', true],
    ])
  })

  it('puts people who get a copy last, and gives them no turn', () => {
    const copied = { ...known('wangwu', '王五'), role: 'cc' as const }
    expect(merge([copied, known('lisi', '李四')], [read('王五', true), read('李四')])).toEqual([
      ['lisi', '李四', false],
      [null, '王五', true],
      ['wangwu', '王五', false],
    ])
  })

  it('matches two people of one name in their order', () => {
    const before = [known('li1', '李伟'), known('li2', '李伟')]
    expect(merge(before, [read('李伟'), read('李伟', true)])).toEqual([
      ['li1', '李伟', false],
      ['li2', '李伟', true],
    ])
  })
})

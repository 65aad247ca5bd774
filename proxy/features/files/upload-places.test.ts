import { expect, it } from 'vitest'
import { maxFileBytes } from '#shared/rules/file-rules.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { createUploadPlaces, expectedBytes } from './upload-places.ts'

const person = (userId: string, corpId = 'dingone') => ({ corpId, userId })

function codeOf(take: () => unknown): string | undefined {
  try {
    take()
  } catch (error) {
    if (error instanceof ProblemError) return error.code
    throw error
  }
  return undefined
}

it('gives one person a few places at a time, and others their own', () => {
  const places = createUploadPlaces(false)
  const release = places.take(person('a'), 100)
  for (let more = 0; more < 3; more += 1) places.take(person('a'), 100)
  expect(codeOf(() => places.take(person('a'), 100))).toBe('too-many-uploads')
  expect(codeOf(() => places.take(person('b'), 100))).toBeUndefined()
  release()
  expect(codeOf(() => places.take(person('a'), 100))).toBeUndefined()
  expect(codeOf(() => places.take(person('a'), 100))).toBe('too-many-uploads')
})

it("limits all files together to the folder's capacity", () => {
  const places = createUploadPlaces(false)
  const released = Array.from({ length: 19 }, (_, index) =>
    places.take(person(`${index}`), maxFileBytes),
  )
  places.take(person('half'), maxFileBytes / 2)
  expect(codeOf(() => places.take(person('late'), expectedBytes(undefined)))).toBe('uploads-full')
  // A negative length claimed by a request makes no room.
  expect(codeOf(() => places.take(person('late'), expectedBytes(-maxFileBytes)))).toBe(
    'uploads-full',
  )
  expect(codeOf(() => places.take(person('small'), maxFileBytes / 2))).toBeUndefined()
  for (const release of released) release()
  // Releasing them again makes no room.
  for (const release of released) release()
  for (const index of released.keys()) places.take(person(`${index}`), expectedBytes(undefined))
  expect(codeOf(() => places.take(person('late'), 1))).toBe('uploads-full')
})

it('gives one corp half of the room where several use the app', () => {
  const places = createUploadPlaces(true)
  const released = Array.from({ length: 10 }, (_, index) =>
    places.take(person(`${index}`), maxFileBytes),
  )
  expect(codeOf(() => places.take(person('late'), 1))).toBe('uploads-full')
  expect(codeOf(() => places.take(person('late', 'dingtwo'), maxFileBytes))).toBeUndefined()
  released[0]?.()
  expect(codeOf(() => places.take(person('late'), maxFileBytes))).toBeUndefined()
})

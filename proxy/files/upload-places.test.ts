import { expect, it } from 'vitest'
import { largestFile } from '#shared/rules/file-rules.ts'
import { ProblemError } from '#proxy/http/problem.ts'
import { createUploadPlaces, expectedBytes } from './upload-places.ts'

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
  const places = createUploadPlaces()
  const release = places.take('a', 100)
  for (let more = 0; more < 3; more += 1) places.take('a', 100)
  expect(codeOf(() => places.take('a', 100))).toBe('too-many-uploads')
  expect(codeOf(() => places.take('b', 100))).toBeUndefined()
  release()
  expect(codeOf(() => places.take('a', 100))).toBeUndefined()
  expect(codeOf(() => places.take('a', 100))).toBe('too-many-uploads')
})

it("limits all files together to the folder's capacity", () => {
  const places = createUploadPlaces()
  const released = Array.from({ length: 19 }, (_, person) => places.take(`${person}`, largestFile))
  places.take('half', largestFile / 2)
  expect(codeOf(() => places.take('late', expectedBytes(undefined)))).toBe('uploads-full')
  // A negative length claimed by a request makes no room.
  expect(codeOf(() => places.take('late', expectedBytes(-largestFile)))).toBe('uploads-full')
  expect(codeOf(() => places.take('small', largestFile / 2))).toBeUndefined()
  for (const release of released) release()
  // Given back once more, they make no room.
  for (const release of released) release()
  for (const person of released.keys()) places.take(`${person}`, expectedBytes(undefined))
  expect(codeOf(() => places.take('late', 1))).toBe('uploads-full')
})

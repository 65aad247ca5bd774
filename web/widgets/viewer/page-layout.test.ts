import { expect, it } from 'vitest'
import { clampZoom, pageInView, pagesToDraw, placePages } from './page-layout.ts'

const paper = { width: 595, height: 842 }
const many = Array.from({ length: 200 }, () => paper)

it('places pages of any proportion under each other, as wide as the view', () => {
  const { places, height } = placePages([paper, { width: 842, height: 595 }], 375, 1)
  expect(places.map(({ width }) => width)).toEqual([359, 359])
  expect(places[0]?.height).toBeCloseTo(508, 0)
  expect(places[1]?.height).toBeCloseTo(253.7, 0)
  expect(places[1]?.top).toBeCloseTo(8 + 508 + 8, 0)
  expect(height).toBeCloseTo(8 + 508 + 8 + 253.7 + 8, 0)
})

it.each([
  ['a phone', 375, 600, 1],
  ['a small zoom', 375, 600, 0.5],
  ['a PC', 960, 700, 1],
  ['a large zoom', 375, 600, 4],
])('draws few pages of many on %s, among them all in sight', (_, width, height, zoom) => {
  const { places, height: total } = placePages(many, width, zoom)
  for (let top = 0; top < total; top += 777) {
    const drawn = pagesToDraw(places, { top, height })
    expect(drawn.length).toBeLessThanOrEqual(8)
    const inSight = places.flatMap((place, index) =>
      place.top < top + height && place.top + place.height > top ? [index] : [],
    )
    expect(drawn).toEqual(expect.arrayContaining(inSight))
  }
})

it('draws the pages in the middle where more are in sight than may be drawn', () => {
  const strips = Array.from({ length: 100 }, () => ({ width: 600, height: 30 }))
  const { places } = placePages(strips, 375, 0.5)
  const drawn = pagesToDraw(places, { top: 200, height: 600 })
  expect(drawn).toHaveLength(8)
  expect(drawn).toContain(pageInView(places, { top: 200, height: 600 }))
})

it('knows the page in the middle of the view', () => {
  const { places } = placePages(many, 375, 1)
  expect(pageInView(places, { top: 0, height: 600 })).toBe(0)
  expect(pageInView(places, { top: places[7]?.top ?? 0, height: 600 })).toBe(7)
  expect(pageInView([], { top: 0, height: 600 })).toBe(0)
})

it('keeps the zoom within bounds', () => {
  expect(clampZoom(0.1)).toBe(0.5)
  expect(clampZoom(9)).toBe(4)
  expect(clampZoom(1.5)).toBe(1.5)
})

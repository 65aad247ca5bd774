import { expect, it } from 'vitest'
import { placeBeside } from './place-beside.ts'

const room = { width: 1000, height: 600 }
const size = { width: 240, height: 200 }
const button = (left: number, top: number, width = 44) => ({
  left,
  right: left + width,
  top,
  bottom: top + 44,
})

it('stands below its button, at the edge that is nearer to the side of the window', () => {
  expect(placeBeside(button(100, 100), size, room)).toEqual({ left: 100, top: 148 })
  expect(placeBeside(button(900, 100), size, room)).toEqual({ left: 704, top: 148 })
})

it('stands at the right end of a button that is wider', () => {
  expect(placeBeside(button(100, 100, 600), size, room)).toEqual({ left: 460, top: 148 })
})

it('stands above a button that has too little room below', () => {
  expect(placeBeside(button(100, 500), size, room)).toEqual({ left: 100, top: 296 })
})

it('stays in the window, over the button if it must', () => {
  expect(placeBeside(button(2, 300), { width: 240, height: 550 }, room)).toEqual({
    left: 8,
    top: 42,
  })
  expect(placeBeside(button(980, 20), { width: 240, height: 700 }, room)).toEqual({
    left: 752,
    top: 8,
  })
})

it('stands in the middle without a button', () => {
  const { left, top } = placeBeside(null, size, room)
  expect(left).toBe(376)
  expect(top).toBeGreaterThan(8)
})

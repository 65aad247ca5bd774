import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** Relative luminance as WCAG 2 defines it. */
function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrastOf(one: string, other: string): number {
  const [dark = 0, light = 0] = [one, other].map(luminanceOf).toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

it('initials are read on each of the twelve grounds', () => {
  const css = readFileSync('web/components/person/avatar.css', 'utf8')
  const pairs = [...css.matchAll(/\scolor: (#\w{6});\s+background: (#\w{6});/g)]
  expect(pairs).toHaveLength(12)
  for (const [, text = '', ground = ''] of pairs)
    expect([text, ground, contrastOf(text, ground) >= 6.5]).toEqual([text, ground, true])
})

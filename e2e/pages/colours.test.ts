import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const page = readFileSync(new URL('../../index.html', import.meta.url), 'utf8')

/** The colours that the page sets for a theme, by name. */
function coloursOf(selector: string): Map<string, string> {
  const [, block = ''] = page.split(`${selector} {`, 2)
  const rules = block.slice(0, block.indexOf('}')).matchAll(/(--[\w-]+): (#[0-9a-f]{6});/g)
  return new Map([...rules].map(([, name = '', colour = '']) => [name, colour]))
}

/** As WCAG 2 defines it. */
function luminance(colour: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
  const [red = 0, green = 0, blue = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [first, second] = [luminance(one), luminance(other)]
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05)
}

it.each([
  ['light', ':root'],
  ['dark', `:root[data-prefers-color-scheme='dark']`],
])('gives the edge of a field enough contrast with each ground, %s', (_theme, selector) => {
  const colours = coloursOf(selector)
  const of = (name: string) => {
    const colour = colours.get(name)
    expect(colour, name).toBeDefined()
    return colour ?? ''
  }
  for (const ground of ['--sheet-card', '--sheet', '--surface'])
    expect(contrast(of('--field'), of(ground)), ground).toBeGreaterThanOrEqual(3)
})

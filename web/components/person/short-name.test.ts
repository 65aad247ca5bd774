import { expect, it } from 'vitest'
import { colourOf, shortName } from './short-name.ts'

it.each([
  ['张三', '张三'],
  ['欧阳娜娜', '娜娜'],
  ['迪丽热巴·买买提', '买提'],
  ['李四（离职）', '离职'],
  ['签署人12', '人12'],
  ['John Smith', 'JS'],
  ['Anna Maria Rossi', 'AR'],
  ['madonna', 'MA'],
  ['', ''],
])('the short name of %s is "%s"', (name, short) => {
  expect(shortName(name)).toBe(short)
})

it('a name always has the same colour, one of six', () => {
  const names = ['张三', '李四', '王五', '孙八', 'John Smith', '']
  const colours = names.map(colourOf)
  expect(names.map(colourOf)).toEqual(colours)
  for (const colour of colours) expect([0, 1, 2, 3, 4, 5]).toContain(colour)
  expect(new Set(colours).size).toBeGreaterThan(2)
})

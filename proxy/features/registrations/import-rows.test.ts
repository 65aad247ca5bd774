import { expect, it } from 'vitest'
import { maxImportedRows } from '#shared/schemas/registration.ts'
import { readImportRows } from './import-rows.ts'

const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => `PRO-${index},lisi\n`).join('')

it('as many rows as may be imported at once are read, with a heading', () => {
  const { rows } = readImportRows(`task id,user id\n${rowsOf(maxImportedRows)}`)
  expect(rows).toHaveLength(maxImportedRows)
})

it.each([maxImportedRows + 1, 32_000])(
  'of %i rows no more than the limit are looked at',
  (count) => {
    const unreadable = '"never closed'
    expect(() => readImportRows(rowsOf(count))).toThrow(/More than/)
    expect(() => readImportRows(rowsOf(count) + rowsOf(5) + unreadable)).toThrow(/More than/)
  },
)

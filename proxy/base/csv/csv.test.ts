import { assert, constantFrom, property, string } from 'fast-check'
import { expect, it } from 'vitest'
import { csvLine } from './csv.ts'

it.each([
  [['a', 'b'], 'a,b\r\n'],
  [['', ' '], ', \r\n'],
  [
    ['a,b', 'say "hi"', 'two\nlines', 'and\rmore'],
    '"a,b","say ""hi""","two\nlines","and\rmore"\r\n',
  ],
  [['=1+1', '+1', '-1', '@SUM(A1)'], "'=1+1,'+1,'-1,'@SUM(A1)\r\n"],
  [['\t1', '\r1', '\n1'], '"\'\t1","\'\r1","\'\n1"\r\n'],
  [['＝1', '＋1', '－1', '＠1'], "'＝1,'＋1,'－1,'＠1\r\n"],
  [['=HYPERLINK("http://x","y")'], '"\'=HYPERLINK(""http://x"",""y"")"\r\n'],
  [['a;b', 'a;=1', 'a\t=1', 'a, "=1"'], '"a;b","a;\'=1","a\t\'=1","a,\' ""=1"""\r\n'],
  [['1-1', 'a=b', '合同'], '1-1,a=b,合同\r\n'],
])('%j is %j', (fields, line) => {
  expect(csvLine(fields)).toBe(line)
})

/** The cells when a spreadsheet splits at a separator and ignores quotes. */
function parts(line: string, separator: string): string[] {
  return line.split(separator).map((part) => part.replace(/^["\s]+/, ''))
}

it('no cell begins with a formula, whatever the separator', () => {
  const unit = constantFrom(...Array.from('=+-@＝,;|\t\r\n" \'a甲'))
  assert(
    property(string({ unit }), constantFrom(',', ';', '|', '\t', '\n'), (text, separator) => {
      for (const part of parts(csvLine([text]), separator)) expect(part).not.toMatch(/^[=+\-@＝]/)
    }),
  )
})

it.each([
  ['line feeds', '\n'],
  ['quotes', '"'],
  ['separators', ', '],
])('a cell of very many %s is read once', (_what, unit) => {
  // With a search from each of them, this takes minutes.
  const line = csvLine([unit.repeat(400_000)])
  expect(line.length).toBeGreaterThan(400_000)
})

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
  [['\t=1', '\r=1'], '\'\t=1,"\'\r=1"\r\n'],
  [['＝1', '＋1', '－1', '＠1'], "'＝1,'＋1,'－1,'＠1\r\n"],
  [['=HYPERLINK("http://x","y")'], '"\'=HYPERLINK(""http://x"",""y"")"\r\n'],
  [['1-1', 'a=b', '合同'], '1-1,a=b,合同\r\n'],
])('%j is %j', (fields, line) => {
  expect(csvLine(fields)).toBe(line)
})

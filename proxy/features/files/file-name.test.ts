import { describe, expect, it } from 'vitest'
import { cleanFileName } from './file-name.ts'

describe('a file name', () => {
  it.each([
    ['采购合同 (终稿).pdf', '采购合同 (终稿).pdf'],
    ['C:\\Users\\me\\合同.docx', '合同.docx'],
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['a/b/', 'file'],
    ['', 'file'],
    ['.pdf', 'file.pdf'],
    ['...pdf', 'file.pdf'],
    ['.hidden.pdf', 'hidden.pdf'],
    ['a\u0000b\r\nc\u007f.pdf', 'abc.pdf'],
    // A right-to-left override, which makes the name look like gpj.exe.
    ['a\u202Eexe.jpg', 'aexe.jpg'],
    ['a\u200Bb.pdf', 'ab.pdf'],
    ['half \uD83D a pair.pdf', 'half a pair.pdf'],
    ['a:b*c?d"e<f>g|h.pdf', 'a_b_c_d_e_f_g_h.pdf'],
    ['  a \t b  . pdf ', 'a b.pdf'],
    ['Cafe\u0301.pdf', 'Café.pdf'],
    ['report.final.PDF', 'report.final.PDF'],
    ['no extension', 'no extension'],
  ])('%j is cleaned to %j', (raw, clean) => {
    expect(cleanFileName(raw)).toBe(clean)
  })

  it('is cut without losing its extension or splitting a character', () => {
    expect(cleanFileName(`${'合'.repeat(300)}.pdf`)).toBe(`${'合'.repeat(96)}.pdf`)
    expect(cleanFileName(`${'😀'.repeat(300)}.docx`)).toBe(`${'😀'.repeat(95)}.docx`)
  })
})

import { makeZip } from 'client-zip'
import { describe, expect, it } from 'vitest'
import { ZipNames } from './zip-names.ts'

const files = [
  { name: '01 采购合同 PRO-1/合同.pdf', input: 'PPPK PK\u0003\u0004 is not a file' },
  { name: '01 采购合同 PRO-1/附件.pdf', input: 'P'.repeat(5000) },
  { name: '未能取得的文件.txt', input: '' },
]

describe('the file names in a zip that is being received', () => {
  it.each([1, 7, 29, 30, 31, 64, 100_000])('are found, in chunks of %i bytes', async (size) => {
    const zip = new Uint8Array(await new Response(makeZip(files)).arrayBuffer())
    const names = new ZipNames()
    const found: string[] = []
    for (let at = 0; at < zip.length; at += size)
      found.push(...names.take(zip.subarray(at, at + size)))
    expect(found).toEqual(files.map(({ name }) => name))
  })
})

import { describe, expect, it } from 'vitest'
import { archiveName, FileNames, folderName, missingNote } from './archive-words.ts'

const bytesOf = (name: string) => Buffer.byteLength(name)
const long = '合同'.repeat(300)

describe('a name in a zip', () => {
  it('has at most 255 bytes in UTF-8, and keeps its extension and number', () => {
    const names = new FileNames('zh')
    const [first, second] = [names.next(`${long}.pdf`, ''), names.next(`${long}.pdf`, '')]
    expect(first).toMatch(/^(合同)+合?\.pdf$/)
    expect(bytesOf(first)).toBeGreaterThan(250)
    expect(bytesOf(first)).toBeLessThanOrEqual(255)
    expect(second).toMatch(/^(合同)+合? \(2\)\.pdf$/)
    expect(bytesOf(second)).toBeLessThanOrEqual(255)
    for (const name of [`a.${long}`, `${long}.${long}`, `${'😀'.repeat(200)}.pdf`]) {
      const cut = names.next(name, '')
      expect(bytesOf(cut)).toBeLessThanOrEqual(255)
      expect(cut).toMatch(/\.\S{1,19}$/u)
      expect(cut).not.toContain('\uFFFD')
    }
  })

  it('of a folder or of the zip itself has no more bytes either', () => {
    const folder = folderName(7, 'P'.repeat(128), '😀'.repeat(100))
    expect(folder).toMatch(/^07 😀+ P{128}$/u)
    expect(bytesOf(folder)).toBeLessThanOrEqual(255)
    const archive = archiveName('😀'.repeat(100), { at: 0, timeZone: 'Asia/Shanghai' }, 'zh')
    expect(archive).toMatch(/^😀+ 1970-01-01\.zip$/u)
    expect(bytesOf(archive)).toBeLessThanOrEqual(255)
  })

  it.each(['zh', 'en'] as const)('is never that of the note (%s)', (language) => {
    const { name } = missingNote([], language)
    const names = new FileNames(language)
    const [stem = ''] = name.split('.')
    expect(names.next(name.toUpperCase(), '').toLowerCase()).toBe(`${stem.toLowerCase()} (2).txt`)
  })

  it('differs from ten thousand others of the same name', () => {
    const names = new FileNames('zh')
    const given = Array.from({ length: 10_000 }, () => names.next(`${long}.pdf`, ''))
    expect(new Set(given).size).toBe(10_000)
  })
})

import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'
import type { FileLanguage } from '#shared/schemas/file-language.ts'
import { cleanFileName } from '#proxy/features/files/file-name.ts'

/** Bytes of the longest name that file systems accept. */
const maxNameBytes = 255

/** A file that is missing or incomplete in an archive. */
export type Missing = {
  taskId: string
  title: string | null
  /** Null when the flow's list of files could not be read. */
  file: string | null
  reason: ProblemCode | 'no-address' | 'no-files' | 'broken-off'
}

type Words = {
  archive: string
  file: string
  note: string
  intro: string
  allFiles: string
  reasons: Partial<Record<Missing['reason'], string>>
  other: (code: string) => string
}

const words: Record<FileLanguage, Words> = {
  zh: {
    archive: '合同文件',
    file: '文件',
    note: '未能取得的文件.txt',
    intro: '以下文件没有取到，其余文件都在这个压缩包里。请稍后在应用里重新下载。',
    allFiles: '全部文件',
    reasons: {
      'no-address': '没有可下载的地址',
      'no-files': '没有文件',
      'broken-off': '下载中断，压缩包里的这个文件不完整',
      'flow-forbidden': '没有权限查看这份合同',
      'flow-not-found': '没有这份合同',
      'storage-refused': '存储服务拒绝了下载',
      'upstream-timeout': '存储服务没有及时响应',
    },
    other: (code: string) => `没有取到（${code}）`,
  },
  en: {
    archive: 'contracts',
    file: 'file',
    note: 'Files that are missing.txt',
    intro:
      'These files could not be fetched; all others are in this archive. Download them again from the app later.',
    allFiles: 'all files',
    reasons: {
      'no-address': 'there is no address to download it from',
      'no-files': 'there are no files',
      'broken-off': 'the download broke off; what is in this archive is not complete',
      'flow-forbidden': 'you may not see this contract',
      'flow-not-found': 'there is no such contract',
      'storage-refused': 'the storage refused the download',
      'upstream-timeout': 'the storage did not answer in time',
    },
    other: (code: string) => `not fetched (${code})`,
  },
}

/** The name of an archive. @param made `at` in epoch milliseconds */
export function archiveName(
  title: string | null,
  made: { at: number; timeZone: string },
  language: FileLanguage,
): string {
  // Swedish dates look like ISO 8601.
  const day = new Date(made.at).toLocaleDateString('sv', { timeZone: made.timeZone })
  const stem = title === null ? '' : folderText(title)
  return withEnd(stem === '' ? words[language].archive : stem, ` ${day}.zip`)
}

/** The folder of a flow among several; the number keeps their order and makes each name unique. */
export function folderName(number: number, taskId: string, title: string | null): string {
  const text = title === null ? '' : folderText(title)
  const parts = [String(number).padStart(2, '0'), text]
  return withEnd(parts.filter((part) => part !== '').join(' '), ` ${taskId}`)
}

/** A name that is cut before its end, by whole characters, where it has too many bytes in UTF-8. */
function withEnd(name: string, end: string): string {
  let left = maxNameBytes - Buffer.byteLength(end)
  const characters = Array.from(name)
  const cut = characters.findIndex((character) => (left -= Buffer.byteLength(character)) < 0)
  return (cut < 0 ? name : characters.slice(0, cut).join('').trimEnd()) + end
}

/** Windows does not allow a dot at the end of a folder name. */
function folderText(title: string): string {
  const text = cleanFileName(title.replaceAll(/[/\\]/g, '_'))
  return Array.from(text)
    .slice(0, 60)
    .join('')
    .replace(/[. ]+$/, '')
}

/** Gives the files of one folder unique names, other than that of the note of what is missing. */
export class FileNames {
  readonly #taken: Set<string>
  /** The last number given to a name. */
  readonly #numbers = new Map<string, number>()
  readonly #language: FileLanguage

  constructor(language: FileLanguage) {
    this.#language = language
    this.#taken = new Set([words[language].note.toLowerCase()])
  }

  /**
   * @param name upstream's
   * @param extension with its dot, for a file without a name
   */
  next(name: string | null, extension: string): string {
    const clean = cleanFileName(name ?? `${words[this.#language].file}${extension}`)
    const dot = clean.lastIndexOf('.')
    const [stem, end] = dot > 0 ? [clean.slice(0, dot), clean.slice(dot)] : [clean, '']
    let free = withEnd(stem, end)
    const key = free.toLowerCase()
    let number = this.#numbers.get(key) ?? 1
    while (this.#taken.has(free.toLowerCase())) {
      number += 1
      free = withEnd(stem, ` (${number})${end}`)
    }
    this.#numbers.set(key, number)
    this.#taken.add(free.toLowerCase())
    return free
  }
}

/** Name and text of the file in an archive that lists what is missing. */
export function missingNote(missing: readonly Missing[], language: FileLanguage) {
  const { note, intro, allFiles, reasons, other } = words[language]
  const lines = missing.map(({ taskId, title, file, reason }) => {
    const flow = title === null ? taskId : `${title} (${taskId})`
    const why = reasons[reason] ?? other(reason)
    return `- ${oneLine(flow)} / ${oneLine(file ?? allFiles)}: ${why}`
  })
  // Windows detects UTF-8 only with the byte order mark.
  return { name: note, text: `\uFEFF${[intro, '', ...lines, ''].join('\r\n')}` }
}

function oneLine(text: string): string {
  return text.replaceAll(/\p{C}+/gu, ' ')
}

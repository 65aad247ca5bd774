/** Characters of the longest name, including its extension. */
const maxLength = 100

/** Characters of the longest extension, with its dot. */
const maxExtension = 20

/**
 * A file name that is safe to pass on and to show: without folders, without control and invisible
 * characters (bidirectional ones can hide an extension), and without characters that are special in
 * file names.
 */
export function cleanFileName(raw: string): string {
  const name = raw
    .normalize('NFC')
    .replace(/^.*[/\\]/s, '')
    .replace(/\p{C}/gu, '')
    .replace(/[:*?"<>|]/g, '_')
    .replace(/\s+/g, ' ')
  const dot = name.lastIndexOf('.')
  const extension =
    dot === -1 ? '' : startOf(`.${name.slice(dot + 1).trim()}`, maxExtension).trimEnd()
  const stem = (dot === -1 ? name : name.slice(0, dot)).trim().replace(/^\.+/, '')
  return startOf(stem === '' ? 'file' : stem, maxLength - extension.length).trim() + extension
}

/** Counts whole characters. */
function startOf(text: string, length: number): string {
  return Array.from(text).slice(0, length).join('')
}

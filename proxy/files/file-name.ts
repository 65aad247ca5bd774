/** Characters of the longest name, including its extension. */
const maxLength = 100

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
  const extension = dot === -1 ? '' : `.${name.slice(dot + 1).trim()}`
  const stem = (dot === -1 ? name : name.slice(0, dot)).trim().replace(/^\.+/, '')
  const characters = Array.from(stem === '' ? 'file' : stem)
  return (
    characters
      .slice(0, Math.max(maxLength - extension.length, 1))
      .join('')
      .trim() + extension
  )
}

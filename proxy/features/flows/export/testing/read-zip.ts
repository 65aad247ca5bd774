import { crc32 } from 'node:zlib'

/** A file of a zip, verified against the directory. */
export type ZipFile = { name: string; bytes: Buffer }

const endSignature = 0x06054b50
const entrySignature = 0x02014b50

/**
 * The files of an uncompressed zip, by its central directory.
 * @throws Error if the zip is incomplete
 */
export function readZip(zip: Buffer): ZipFile[] {
  const end = zip.length - 22
  if (end < 0 || zip.readUInt32LE(end) !== endSignature) throw new Error('the zip has no end')
  const files: ZipFile[] = []
  let entry = zip.readUInt32LE(end + 16)
  while (entry < end) {
    if (zip.readUInt32LE(entry) !== entrySignature) throw new Error('the directory is wrong')
    const [checksum, size] = [zip.readUInt32LE(entry + 16), zip.readUInt32LE(entry + 24)]
    const nameLength = zip.readUInt16LE(entry + 28)
    const extraLength = zip.readUInt16LE(entry + 30) + zip.readUInt16LE(entry + 32)
    const name = zip.toString('utf8', entry + 46, entry + 46 + nameLength)
    const start = zip.readUInt32LE(entry + 42)
    const content = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28)
    const bytes = zip.subarray(content, content + size)
    if (crc32(bytes) !== checksum) throw new Error(`${name} is damaged`)
    files.push({ name, bytes })
    entry += 46 + nameLength + extraLength
  }
  return files
}

/**
 * The start of each file's header in the proxy's zips: signature, version, flags, no compression.
 */
const start = [0x50, 0x4b, 0x03, 0x04, 0x2d, 0x00, 0x08, 0x08, 0x00, 0x00]

/** Size of the header before the file's name, in bytes. */
const head = 30

/**
 * Reads file names from a zip that arrives in parts. A contract that is itself such a zip would be
 * counted as several files, which is harmless because the count is only displayed.
 */
export class ZipNames {
  #rest = new Uint8Array(0)

  /** @returns the names of the files whose header ends in this part */
  take(part: Uint8Array): string[] {
    const bytes = new Uint8Array(this.#rest.length + part.length)
    bytes.set(this.#rest)
    bytes.set(part, this.#rest.length)
    const names: string[] = []
    let at = 0
    for (;;) {
      const found = bytes.indexOf(0x50, at)
      if (found === -1) {
        this.#rest = new Uint8Array(0)
        return names
      }
      const isStart = start.every((byte, index) => (bytes[found + index] ?? byte) === byte)
      if (isStart && found + head > bytes.length) return this.#keep(bytes, found, names)
      if (!isStart) at = found + 1
      else {
        const end = found + head + (bytes[found + 26] ?? 0) + 256 * (bytes[found + 27] ?? 0)
        if (end > bytes.length) return this.#keep(bytes, found, names)
        names.push(new TextDecoder().decode(bytes.subarray(found + head, end)))
        at = end
      }
    }
  }

  #keep(bytes: Uint8Array, from: number, names: string[]): string[] {
    this.#rest = bytes.slice(from)
    return names
  }
}

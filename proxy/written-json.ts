/** JSON that is written already, in pieces; long ones are UTF-8, so that nobody has to copy them. */
export class WrittenJson {
  readonly #pieces: readonly (string | Uint8Array)[]

  constructor(pieces: readonly (string | Uint8Array)[]) {
    this.#pieces = pieces
  }

  /** Put into the place of a value, between what is before and behind it. */
  within(before: string, behind: string): WrittenJson {
    return new WrittenJson([before, ...this.#pieces, behind])
  }

  /** All of it, as text or as UTF-8. */
  join(): string | Uint8Array<ArrayBuffer> {
    const texts = this.#pieces.filter((piece) => typeof piece === 'string')
    if (texts.length === this.#pieces.length) return texts.join('')
    const encoded = this.#pieces.map((piece) =>
      typeof piece === 'string' ? Buffer.from(piece) : piece,
    )
    return Buffer.concat(encoded)
  }
}

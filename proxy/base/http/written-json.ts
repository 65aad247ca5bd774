/** Serialised JSON in pieces. Long pieces are UTF-8 bytes, which are not copied. */
export class WrittenJson {
  readonly pieces: readonly (string | Uint8Array)[]

  constructor(pieces: readonly (string | Uint8Array)[]) {
    this.pieces = pieces
  }

  /** Approximate number of characters. */
  get length(): number {
    return this.pieces.reduce((sum, piece) => sum + piece.length, 0)
  }

  /** Adds text before and after. */
  within(before: string, behind: string): WrittenJson {
    const text = this.join()
    if (text !== null) return new WrittenJson([`${before}${text}${behind}`])
    return new WrittenJson([before, ...this.pieces, behind])
  }

  /** The JSON as one string; null if it has long pieces. */
  join(): string | null {
    const texts = this.pieces.filter((piece) => typeof piece === 'string')
    return texts.length === this.pieces.length ? texts.join('') : null
  }
}

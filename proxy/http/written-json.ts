/** Serialised JSON in pieces. Long pieces are UTF-8 bytes, which are not copied. */
export class WrittenJson {
  readonly pieces: readonly (string | Uint8Array)[]

  constructor(pieces: readonly (string | Uint8Array)[]) {
    this.pieces = pieces
  }

  /** Roughly, in characters. */
  get length(): number {
    return this.pieces.reduce((sum, piece) => sum + piece.length, 0)
  }

  /** Wraps it. */
  within(before: string, behind: string): WrittenJson {
    return new WrittenJson([before, ...this.pieces, behind])
  }

  /** All of it in one; null when there are long pieces. */
  join(): string | null {
    const texts = this.pieces.filter((piece) => typeof piece === 'string')
    return texts.length === this.pieces.length ? texts.join('') : null
  }
}

/** JSON that is written already, in pieces; long ones are UTF-8, so that nobody has to copy them. */
export class WrittenJson {
  readonly pieces: readonly (string | Uint8Array)[]

  constructor(pieces: readonly (string | Uint8Array)[]) {
    this.pieces = pieces
  }

  /** Roughly, in characters. */
  get length(): number {
    return this.pieces.reduce((sum, piece) => sum + piece.length, 0)
  }

  /** Put into the place of a value, between what is before and behind it. */
  within(before: string, behind: string): WrittenJson {
    return new WrittenJson([before, ...this.pieces, behind])
  }

  /** All of it in one; null when there are long pieces. */
  join(): string | null {
    const texts = this.pieces.filter((piece) => typeof piece === 'string')
    return texts.length === this.pieces.length ? texts.join('') : null
  }
}

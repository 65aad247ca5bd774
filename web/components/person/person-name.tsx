/** A person's name, which wraps only if it is longer than a line. */
export function PersonName({ name }: { name: string }) {
  return <span className="name">{name}</span>
}

/** A sentence whose names wrap only if they are longer than a line. */
export function TextWithNames({ text, names }: { text: string; names: readonly string[] }) {
  const pattern = names
    .filter((name) => name !== '')
    // Longest first, because a name may be part of another.
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('|')
  if (pattern === '') return text
  // A line could begin with the punctuation after an `inline-block`, so it is part of it.
  const pieces = text.split(new RegExp(`((?:${pattern})[、，。,.]?)`))
  return pieces.map((piece, index) =>
    index % 2 === 1 ? (
      // The pieces have no other key.
      // oxlint-disable-next-line react/no-array-index-key
      <PersonName key={index} name={piece} />
    ) : (
      piece
    ),
  )
}

/** Names up to this length do not wrap: they fit the narrowest screen at twice the text size. */
const maxUnwrappedLength = 8

/** A person's name, which does not wrap unless it is long. */
export function PersonName({ name }: { name: string }) {
  return name.length > maxUnwrappedLength ? name : <span className="name">{name}</span>
}

/** A sentence whose names do not wrap. */
export function TextWithNames({ text, names }: { text: string; names: readonly string[] }) {
  // Longest first, because a name may be part of another.
  const pieces = [...names]
    .sort((a, b) => b.length - a.length)
    .reduce(
      (parts, name) => parts.flatMap((part) => (names.includes(part) ? part : around(part, name))),
      [text],
    )
  return pieces.map((piece, index) =>
    names.includes(piece) ? (
      // The pieces have no other key.
      // oxlint-disable-next-line react/no-array-index-key
      <PersonName key={index} name={piece} />
    ) : (
      piece
    ),
  )
}

function around(text: string, name: string): string[] {
  if (name === '') return [text]
  return text.split(name).flatMap((part, index) => (index === 0 ? [part] : [name, part]))
}

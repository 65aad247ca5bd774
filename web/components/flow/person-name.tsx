/**
 * Names of up to so many characters are not broken: they fit the narrowest screen at twice the text
 * size.
 */
const longestInOnePiece = 8

/** A person's name, which does not break inside unless it is long. */
export function PersonName({ name }: { name: string }) {
  return name.length > longestInOnePiece ? name : <span className="name">{name}</span>
}

/** A sentence in which the names do not break inside. */
export function TextWithNames({ text, names }: { text: string; names: readonly string[] }) {
  // A name may be part of another: the longest first.
  const pieces = [...names]
    .sort((a, b) => b.length - a.length)
    .reduce(
      (parts, name) => parts.flatMap((part) => (names.includes(part) ? part : around(part, name))),
      [text],
    )
  return pieces.map((piece, index) =>
    names.includes(piece) ? (
      // The pieces of a text have nothing else to tell them apart.
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

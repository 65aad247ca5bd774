/** A person's name, which wraps only if it is longer than a line. */
export function PersonName({ name }: { name: string }) {
  return <bdi className="name">{name}</bdi>
}

/** A text around somebody else's words, whose direction of writing stays within them. */
export function TextAround({ text, part }: { text: string; part: string }) {
  const at = text.indexOf(part)
  if (at < 0) return text
  return (
    <>
      {text.slice(0, at)}
      <bdi>{part}</bdi>
      {text.slice(at + part.length)}
    </>
  )
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

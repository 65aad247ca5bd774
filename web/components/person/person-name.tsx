import { escaped, MarkedText } from './marked-text.tsx'

/** A person's name, which wraps only if it is longer than a line. */
export function PersonName({ name, q = '' }: { name: string; q?: string }) {
  return (
    <bdi className="name">
      <MarkedText text={name} q={q} />
    </bdi>
  )
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

type TextWithNamesProps = {
  text: string
  names: readonly string[]
  /** Searched words, which are marked; empty for none. */
  q?: string
}

/** A sentence whose names wrap only if they are longer than a line. */
export function TextWithNames({ text, names, q = '' }: TextWithNamesProps) {
  const pattern = names
    .filter((name) => name !== '')
    // Longest first, because a name may be part of another.
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|')
  if (pattern === '') return <MarkedText text={text} q={q} />
  // A line could begin with the punctuation after an `inline-block`, so it is part of it.
  const pieces = text.split(new RegExp(`((?:${pattern})[、，。,.]?)`))
  return pieces.map((piece, index) =>
    index % 2 === 1 ? (
      // The pieces have no other key.
      // oxlint-disable-next-line react/no-array-index-key
      <PersonName key={index} name={piece} q={q} />
    ) : (
      // oxlint-disable-next-line react/no-array-index-key
      <MarkedText key={index} text={piece} q={q} />
    ),
  )
}

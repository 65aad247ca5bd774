import './marked-text.css'

/** A pattern for the text as it is. */
export const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** A text with every place marked that has the searched words. */
export function MarkedText({ text, q }: { text: string; q: string }) {
  if (q === '') return text
  return text.split(new RegExp(`(${escaped(q)})`, 'i')).map((piece, index) =>
    index % 2 === 1 ? (
      // The pieces have no other key.
      // oxlint-disable-next-line react/no-array-index-key
      <mark key={index}>{piece}</mark>
    ) : (
      piece
    ),
  )
}

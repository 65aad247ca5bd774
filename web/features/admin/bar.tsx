/** A share of a whole as a bar, and in words. */
export function Bar({ share, label }: { share: number; label: string }) {
  const width = `${Math.round(Math.min(Math.max(share, 0), 1) * 100)}%`
  return (
    <span className="bar">
      <span className="bar-track" aria-hidden="true">
        <span className="bar-fill" style={{ width }} />
      </span>
      <span className="bar-label">{label}</span>
    </span>
  )
}

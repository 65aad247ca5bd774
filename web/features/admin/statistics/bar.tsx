import '#web/components/time/stage-bars.css'

/**
 * A decorative bar; a text next to it says the same.
 * @param share of the bar's width; above 1 the bar is broken
 */
export function Bar({ share }: { share: number }) {
  const width = `${Math.round(Math.min(Math.max(share, 0), 1) * 100)}%`
  return (
    <div className={share > 1 ? 'stage-track is-broken' : 'stage-track'} aria-hidden="true">
      <div className="bar-fill" style={{ width }} />
    </div>
  )
}

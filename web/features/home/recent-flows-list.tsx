import { useState } from 'react'
import type { Session } from '#shared/session.ts'
import { forgetRecentFlows, recentFlows } from '#web/components/flow/recent-flows.ts'
import { useAgo } from '#web/components/time/use-ago.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { homeWords } from './home-words.ts'
import { FlowRow } from './list/flow-row.tsx'

/** The flows that this person opened on this device, as they were then. */
export function RecentFlows({ session }: { session: Session }) {
  const t = useWords(homeWords)
  const now = useNow()
  const ago = useAgo(now)
  const [flows, setFlows] = useState(() => recentFlows(session))
  const clear = () => {
    forgetRecentFlows(session)
    setFlows([])
  }
  return (
    <section className="card">
      <div className="section-head">
        <h2>{t.recent}</h2>
        {flows.length > 0 && (
          <button type="button" className="link-button" onClick={clear}>
            {t.recentClear}
          </button>
        )}
      </div>
      {flows.length === 0 && <p className="quiet">{t.recentEmpty}</p>}
      <ul className="flow-rows" data-testid="recent-flows">
        {flows.map(({ openedAt, ...flow }) => (
          <FlowRow key={flow.taskId} {...flow} note={t.openedAgo({ ago: ago(openedAt) })} />
        ))}
      </ul>
    </section>
  )
}

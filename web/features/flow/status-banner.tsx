import type { Flow } from '../../../shared/flow.ts'
import { FlowStatusTag } from '../../components/flow-status-tag.tsx'
import { useAgo } from '../../components/use-ago.ts'
import { useWords, words } from '../../i18n/words.ts'

interface StatusBannerProps {
  flow: Flow
  now: number
}

/** The answer itself: status, title and what it means for the reader. */
export function StatusBanner({ flow, now }: StatusBannerProps) {
  const t = useWords(words.flow)
  return (
    <header className="card status-banner">
      <FlowStatusTag status={flow.status} statusCode={flow.statusCode} />
      <h1 data-testid="flow-title">{flow.title ?? t.untitled}</h1>
      <p data-testid="flow-next-step">{useNextStep(flow, now)}</p>
    </header>
  )
}

/** One sentence about what follows, from nothing but what e签宝 told. */
function useNextStep(flow: Flow, now: number): string {
  const t = useWords(words.flow)
  const ago = useAgo(now)
  const lastTime = flow.logs[0]?.time ?? null
  const refusal = flow.logs.find((log) => log.type === 'sign-refused')
  switch (flow.status) {
    case 'draft':
      return t.nextDraft
    case 'signing':
      return lastTime === null ? t.nextSigning : t.nextSigningSince({ ago: ago(lastTime) })
    case 'completed':
      return t.nextCompleted
    case 'revoked':
      return t.nextRevoked
    case 'terminated':
      return t.nextTerminated
    case 'expired':
      return t.nextExpired
    case 'deleted':
      return t.nextDeleted
    case 'refused':
      return refusal?.operator ? t.nextRefusedBy({ operator: refusal.operator }) : t.nextRefused
    case 'unknown':
      return t.nextUnknown
  }
}

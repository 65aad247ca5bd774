import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { ReturnNote } from '#web/widgets/launch/return-note.tsx'
import { PageNotice } from '#web/components/notice/page-notice.tsx'
import { useWords } from '#web/i18n/words.ts'
import { NextContract } from './next-contract.tsx'
import { outcomeWords } from './outcome-words.ts'
import { signingNews } from './signing-news.ts'

type SigningOutcomeProps = {
  view: FlowView
  /** Whether the signing page was opened from this page, which has stayed open since. */
  isLaunched: boolean
}

/** Shows the outcome of signing, after a return from e签宝 or as soon as it is known. */
export function SigningOutcome({ view, isLaunched }: SigningOutcomeProps) {
  const t = useWords(outcomeWords)
  const news = signingNews(view, useSession().name)
  const outcome =
    news === 'completed' || news === 'done' || news === 'held' ? (
      <NextContract
        taskId={view.flow.taskId}
        said={news === 'held' ? t.held : t.signed}
        otherwise={t[news]}
      />
    ) : (
      news && (
        <PageNotice rank="done" testId="return-note">
          {t[news]}
        </PageNotice>
      )
    )
  return isLaunched ? outcome : <ReturnNote afterSigning={outcome} />
}

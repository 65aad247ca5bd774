import { useQuery } from '@tanstack/react-query'
import { sandboxSamplesQuery } from '#web/api/queries/app-config-query.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { Page } from '#web/components/page/page.tsx'
import { ErrorBlock } from '#web/components/note/error-block.tsx'
import { useWords } from '#web/i18n/words.ts'
import { DraftRow } from './draft-row.tsx'
import './home.css'
import { homeWords } from './home-words.ts'
import { RecentFlows } from './recent-flows-list.tsx'
import { SampleFlows } from './sample-flows.tsx'
import { SandboxNotice } from './sandbox-notice.tsx'

/** Needed only after a return from e签宝. */
const ReturnNote = lazyPart(
  async () => (await import('#web/components/launch/return-note.tsx')).ReturnNote,
)
const isReturn = /[?&]returned=/.test(location.search)

/** Stands beside the list as long as no contract is chosen, with the other ways to one. */
export function NothingChosenPage() {
  const t = useWords(homeWords)
  const session = useSession()
  const { data: samples } = useQuery(sandboxSamplesQuery)
  return (
    <Page title={t.pageTitle}>
      {isReturn && <ReturnNote placeholder={null} />}
      {samples && <SandboxNotice session={session} />}
      <ErrorBlock kind="empty" title={<h1>{t.chooseOne}</h1>} />
      <DraftRow session={session} />
      <RecentFlows session={session} />
      {samples && <SampleFlows flows={samples.flows} />}
    </Page>
  )
}

import { useQuery } from '@tanstack/react-query'
import { sandboxSamplesQuery } from '../../api/app-config-query.ts'
import { useSession } from '../../api/session-query.ts'
import { Page } from '../../components/page.tsx'
import { useWords } from '../../i18n/words.ts'
import { homeWords } from './home-words.ts'
import { FindFlow } from './find-flow.tsx'
import { RecentFlows } from './recent-flows-list.tsx'
import { SampleFlows } from './sample-flows.tsx'
import { SignedInAs } from './signed-in-as.tsx'

/** Finds a flow by its id, and leads back to those seen before. */
export function HomePage() {
  const t = useWords(homeWords)
  const session = useSession()
  const { data: samples } = useQuery(sandboxSamplesQuery)
  return (
    <Page title={t.pageTitle}>
      <h1 className="visually-hidden">{t.pageTitle}</h1>
      <FindFlow />
      <RecentFlows session={session} />
      {samples && <SampleFlows flows={samples.flows} />}
      <SignedInAs session={session} canSwitch={samples !== null && samples !== undefined} />
    </Page>
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { Page } from '#web/components/page/page.tsx'
import { readAgain } from '#web/components/page/read-again.ts'
import { PullToRefresh } from '#web/components/pull/pull-to-refresh.tsx'
import { useWords } from '#web/i18n/words.ts'
import { DraftRow } from './draft-row.tsx'
import { FlowFinder } from './flow-finder.tsx'
import './home.css'
import { HomeNotices } from './home-notices.tsx'
import { homeWords } from './home-words.ts'
import { OtherWays } from './other-ways.tsx'
import { useFlowFilter } from './search/use-flow-filter.ts'
import { useLiveLists } from './use-live-lists.ts'

/** What is waiting for the person, and the way to every other contract. */
export function HomePage() {
  const t = useWords(homeWords)
  const client = useQueryClient()
  useLiveLists()
  const refresh = () => readAgain(client, [['flows']])
  return (
    <Page title={t.pageTitle}>
      <PullToRefresh onRefresh={refresh}>
        <div className="home">
          <h1 className="visually-hidden">{t.pageTitle}</h1>
          <HomeNotices />
          <ChosenFlows />
        </div>
      </PullToRefresh>
    </Page>
  )
}

/** All that a choice renders again. */
function ChosenFlows() {
  const [choice, changeChoice] = useFlowFilter()
  return (
    <>
      <FlowFinder choice={choice} onChange={changeChoice} above={<DraftRow />} />
      <OtherWays choice={choice} />
    </>
  )
}

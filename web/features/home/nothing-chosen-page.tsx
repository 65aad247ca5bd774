import { Page } from '#web/components/page/page.tsx'
import { ErrorBlock } from '#web/components/note/error-block.tsx'
import { useWords } from '#web/i18n/words.ts'
import { DraftRow } from './draft-row.tsx'
import './home.css'
import { HomeNotices } from './home-notices.tsx'
import { homeWords } from './home-words.ts'
import { RecentFlows } from './recent-flows-list.tsx'
import { SampleFlows } from './sample-flows.tsx'

/** Shown next to the list while no contract is chosen, with other ways to contracts. */
export function NothingChosenPage() {
  const t = useWords(homeWords)
  return (
    <Page title={t.pageTitle}>
      <HomeNotices />
      <ErrorBlock kind="empty" title={<h1>{t.chooseOne}</h1>} />
      <DraftRow />
      <RecentFlows />
      <SampleFlows />
    </Page>
  )
}

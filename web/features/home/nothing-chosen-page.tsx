import { Page } from '#web/components/page/page.tsx'
import { ErrorBlock } from '#web/components/note/error-block.tsx'
import { useWords } from '#web/i18n/words.ts'
import { DraftRow } from './draft-row.tsx'
import './home.css'
import { HomeNotices } from './home-notices.tsx'
import { homeWords } from './home-words.ts'
import { RecentFlows } from './recent-flows-list.tsx'
import { SampleFlows } from './sample-flows.tsx'

/** Stands beside the list as long as no contract is chosen, with the other ways to one. */
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

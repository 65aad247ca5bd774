import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { NotLoaded } from '#web/components/page/not-loaded.tsx'
import { Page } from '#web/components/page/page.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import type { FailurePageProps } from './failure-page.tsx'
import { loadFailurePage } from './load-failure-page.ts'

const Failure = lazyPart<FailurePageProps>(
  async () => (await loadFailurePage()).FailurePage,
  () => <NotLoaded isPage />,
)

/** `FailurePage` for the first load. If loading it fails, a short text says so. */
function LazyFailurePage(props: FailurePageProps) {
  return <Failure {...props} placeholder={null} />
}

/** A failure without a page of its own around it. */
export function WholeFailurePage(props: FailurePageProps) {
  const t = useWords(words.page)
  return (
    <Page title={t.appName} hasLanguage>
      <LazyFailurePage {...props} />
    </Page>
  )
}

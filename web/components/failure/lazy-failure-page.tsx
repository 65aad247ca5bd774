import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { NotLoaded } from '#web/components/page/not-loaded.tsx'
import type { FailurePageProps } from './failure-page.tsx'
import { loadFailurePage } from './load-failure-page.ts'

const Failure = lazyPart<FailurePageProps>(
  async () => (await loadFailurePage()).FailurePage,
  () => <NotLoaded isPage />,
)

/** `FailurePage` for modules of the first load. If loading it fails, a short text says so. */
export function LazyFailurePage(props: FailurePageProps) {
  return <Failure {...props} placeholder={null} />
}

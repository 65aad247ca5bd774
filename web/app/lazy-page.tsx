import { type ComponentType, lazy, Suspense } from 'react'
import { NotLoaded } from '#web/components/page/not-loaded.tsx'
import { Page } from '#web/components/page/page.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'

/** A page that is loaded when it is first shown; the skeleton stands in its place meanwhile. */
export function lazyPage<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const Loaded = lazy<ComponentType<Props>>(() =>
    load().then(
      (page) => ({ default: page }),
      () => ({ default: PageNotLoaded }),
    ),
  )
  return (props) => (
    <Suspense fallback={<PageSkeleton />}>
      <Loaded {...props} />
    </Suspense>
  )
}

function PageNotLoaded() {
  return (
    <Page title="">
      <NotLoaded isPage />
    </Page>
  )
}

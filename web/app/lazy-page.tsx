import { type ComponentType, lazy, Suspense } from 'react'
import { ApiError } from '#web/api/http/api-error.ts'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'

/** A page that is loaded when it is first shown; the skeleton stands in its place meanwhile. */
export function lazyPage<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const Page = lazy(async () => {
    try {
      return { default: await load() }
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause)
      throw new ApiError('page-not-loaded', message)
    }
  })
  return (props) => (
    <Suspense fallback={<PageSkeleton />}>
      <Page {...props} />
    </Suspense>
  )
}

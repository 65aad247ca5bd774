import type { ComponentType } from 'react'
import { ApiError } from '#web/api/http/api-error.ts'
import { WholeFailurePage } from './lazy-failure-page.tsx'
import { lazyPart, type InsteadProps } from '#web/components/page/lazy-part.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'

/** A page that is loaded when it is first shown, with a skeleton meanwhile. */
export function lazyPage<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const Loaded = lazyPart(load, PageNotLoaded)
  return (props) => <Loaded {...props} placeholder={<PageSkeleton />} />
}

function PageNotLoaded(props: InsteadProps) {
  return <WholeFailurePage {...props} error={new ApiError('page-not-loaded', '')} />
}

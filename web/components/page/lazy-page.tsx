import type { ComponentType } from 'react'
import { ApiError } from '#web/api/http/api-error.ts'
import { WholeFailurePage } from '#web/components/failure/lazy-failure-page.tsx'
import { lazyPart, type InsteadProps } from './lazy-part.tsx'
import { PageSkeleton } from './page-skeleton.tsx'

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

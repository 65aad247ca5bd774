import { useLocation, useSearch } from 'wouter'
import { useIsSplit } from '#web/components/use-is-wide.ts'
import { firstShapeOf, firstShapes } from './first-shape.tsx'
import { Loading } from './loading.tsx'

/** The placeholder of the page at the current path. */
export function PageSkeleton() {
  const [path] = useLocation()
  const shape = firstShapeOf(path, useSearch())
  // In wide windows the list is beside the page.
  const shown = useIsSplit() && shape === 'list' ? 'plain' : shape
  return <Loading className="page skeleton">{firstShapes[shown]}</Loading>
}

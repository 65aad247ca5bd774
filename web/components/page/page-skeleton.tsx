import Card from 'antd-mobile/es/components/card'
import { useLocation, useSearch } from 'wouter'
import { useIsSplit } from '#web/components/use-is-wide.ts'
import { Loading } from './loading.tsx'

/** The placeholder of the page at the current path. */
export function PageSkeleton() {
  const [path] = useLocation()
  const kind = skeletonKindOf(path, useSearch())
  // In wide windows the list is beside a contract.
  const shown = useIsSplit() && kind === 'list' ? 'contract' : kind
  return <Loading className="page skeleton">{skeletons[shown]}</Loading>
}

export type SkeletonKind = 'list' | 'contract' | 'form' | 'tiles' | 'plain'

const paths: readonly (readonly [SkeletonKind, RegExp])[] = [
  ['list', /^\/$/],
  ['contract', /^\/flows\/[^/]+\/?$/],
  ['form', /^\/start\/?$/],
  ['tiles', /^\/admin\/?$/],
]

/** Which placeholder a page has before it is there. Those behind the rows of a desk are plain. */
export function skeletonKindOf(path: string, search: string): SkeletonKind {
  const page = new URLSearchParams(search).has('view') ? `${path}?` : path
  return paths.find(([, pattern]) => pattern.test(page))?.[0] ?? 'plain'
}

const line = <i className="bone" />
const short = <i className="bone bone-short" />

const row = (
  <div className="bone-row">
    {line}
    {line}
    {short}
  </div>
)

const tile = <div className="bone-tile" />

/** Where the page will have a bar at the bottom, on phones. */
const bar = <div className="shape-bar" />

const facts = (
  <Card>
    {short}
    {line}
  </Card>
)

const longFacts = (
  <Card>
    {short}
    {line}
    {line}
  </Card>
)

/** The placeholders of each kind of page; the same markup as in `index.html`. */
export const skeletons = {
  list: (
    <>
      <i className="bone bone-search" />
      <i className="bone bone-tabs" />
      <Card>
        {row}
        {row}
        {row}
        {row}
      </Card>
    </>
  ),
  contract: (
    <>
      <Card className="status-banner">
        <div className="banner-head">
          <i className="bone bone-tag" />
        </div>
        <i className="bone bone-title" />
        {line}
        {short}
        <i className="bone bone-strip" />
      </Card>
      <Card>
        {line}
        {short}
      </Card>
      {longFacts}
      {bar}
    </>
  ),
  form: (
    <>
      <Card>{short}</Card>
      {facts}
      <Card>{line}</Card>
      {longFacts}
      {bar}
    </>
  ),
  tiles: (
    <>
      <div className="bone-tiles">
        {tile}
        {tile}
        {tile}
        {tile}
      </div>
      {longFacts}
      {longFacts}
    </>
  ),
  plain: (
    <>
      {facts}
      {facts}
      {facts}
    </>
  ),
}

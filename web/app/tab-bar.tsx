import { useQuery } from '@tanstack/react-query'
import AntdTabBar from 'antd-mobile/es/components/tab-bar'
import { FileText, type IconNode, LayoutDashboard, SquarePen, UserRound } from 'lucide'
import type { MouseEvent } from 'react'
import { accessRequestsQuery } from '#web/api/queries/access-requests.ts'
import { taskIdOfPath } from '#web/api/session/link-access.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { Icon } from '#web/components/icon.ts'
import { followInApp } from '#web/components/page/follow-in-app.ts'
import { goHome, isTopPage } from '#web/components/page/navigation.ts'
import { useIsWide } from '#web/components/use-is-wide.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { routes } from './routes.ts'
import { useWaitingCount } from './use-waiting-count.ts'

type TopPage = {
  key: 'home' | 'start' | 'admin' | 'me'
  icon: IconNode
}

type Badge = {
  count: string
  /** For screen readers, after the page's name. */
  words: string
}

const topPages: readonly TopPage[] = [
  { key: 'home', icon: FileText },
  { key: 'start', icon: SquarePen },
  { key: 'admin', icon: LayoutDashboard },
  { key: 'me', icon: UserRound },
]

/** Navigation between the top pages: at the bottom on phones, at the left edge from 768 to 1199 pixels. */
export function TabBar({ path }: { path: string }) {
  const t = useWords(words.navigation)
  const { role, isOperator = false } = useSession()
  const mayAdminister = role === 'admin' || isOperator
  const shown = topPages.filter(({ key }) => key !== 'admin' || mayAdminister)
  const current = shown.find(({ key }) => routes[key].path === path)?.key ?? null
  const active = current ?? above(path)
  const isRail = useIsWide(768)
  const isShown = isRail || isTopPage(path)
  // The list asks by itself.
  const waiting = useWaitingCount(isShown && current !== 'home')
  const requests = useRequestCount(isShown)
  const badges: Partial<Record<TopPage['key'], Badge | undefined>> = {
    home: waiting === null ? undefined : { count: waiting, words: t.waiting({ count: waiting }) },
    me: requests === 0 ? undefined : { count: String(requests), words: t.requests(requests) },
  }
  return (
    <nav className="app-nav" aria-label={t.label}>
      <AntdTabBar activeKey={active}>
        {shown.map(({ key, icon }) => (
          <AntdTabBar.Item
            key={key}
            icon={<Icon icon={icon} />}
            badge={badges[key] && <span aria-hidden="true">{badges[key].count}</span>}
            title={
              <a
                href={routes[key].path}
                aria-current={key === current ? 'page' : undefined}
                onClick={(event) => follow(event, key)}
              >
                {t[key]}
                {badges[key] && <span className="visually-hidden">{badges[key].words}</span>}
              </a>
            }
          />
        ))}
      </AntdTabBar>
    </nav>
  )
}

/** The tab to which a page belongs. */
function above(path: string): TopPage['key'] | null {
  if (taskIdOfPath(path) !== null) return 'home'
  return path.startsWith('/operator') ? 'admin' : null
}

/** Restores the list as it was left; scrolls up if the page is shown already. */
function follow(event: MouseEvent, key: TopPage['key']): void {
  const { path } = routes[key]
  const toTop = () => window.scrollTo(0, 0)
  followInApp(event, path, key === 'home' ? goHome : location.pathname === path ? toTop : undefined)
}

/**
 * How many access requests the person has to decide; 0 while unknown.
 * @param isRequested whether to read them
 */
function useRequestCount(isRequested: boolean): number {
  const { data } = useQuery({ ...accessRequestsQuery(null), enabled: isRequested })
  return data?.requests.length ?? 0
}

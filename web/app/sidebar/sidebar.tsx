import { useQuery } from '@tanstack/react-query'
import Badge from 'antd-mobile/es/components/badge'
import { Files, type IconNode, Inbox, LayoutDashboard, Send, Server, SquarePen } from 'lucide'
import { useSearch } from 'wouter'
import { flowScopes, type FlowScope } from '#shared/rules/codes/flow-scope.ts'
import { accessRequestsQuery } from '#web/api/queries/access-requests.ts'
import { taskIdOfPath } from '#web/api/session/link-access.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { routes } from '#web/app/routes.ts'
import { useWaitingCount } from '#web/app/use-waiting-count.ts'
import { Icon } from '#web/components/icon.ts'
import { useSheet } from '#web/components/overlay/sheet.tsx'
import { followInApp } from '#web/components/page/follow-in-app.ts'
import { Avatar } from '#web/components/person/avatar.tsx'
import { homeWords } from '#web/features/home/home-words.ts'
import { firstScopeQuery } from '#web/features/home/search/first-scope-query.ts'
import { choiceFromSearch } from '#web/features/home/search/flow-filter.ts'
import { leftHomeSearch } from '#web/features/home/search/left-home.ts'
import { defineWords, useWords, words } from '#web/i18n/words.ts'
import './sidebar.css'
import { useKeys } from './use-keys.ts'

const sidebarWords = defineWords({
  zh: { operator: '运营台' },
  en: { operator: 'Operator' },
})

const scopeIcons: Record<FlowScope, IconNode> = { waiting: Inbox, started: Send, all: Files }

/**
 * The navigation from 1200 pixels: the lists, the desks and the person's own menu. Between 1200 and
 * 1439 pixels the words appear beside the icons.
 */
export function Sidebar({ path }: { path: string }) {
  const t = useWords(sidebarWords)
  const tHome = useWords(homeWords)
  const tPages = useWords(words.navigation)
  const { role, isOperator = false } = useSession()
  const { start, admin, operator } = routes
  const operatorPath = operator.path.replace(/\/:.*/, '')
  const shown = useShownScope(path)
  const waiting = useWaitingCount(true)
  const isHome = path === routes.home.path
  const keys = useSheet(() => import('./keys-sheet.tsx'))
  useKeys(keys.show)
  return (
    <nav className="app-nav sidebar" aria-label={tPages.label}>
      <p className="sidebar-name" aria-hidden="true">
        {tHome.pageTitle}
      </p>
      <SidebarLink
        to={start.path}
        icon={SquarePen}
        label={tHome.startContract}
        current={path === start.path ? 'page' : undefined}
        isPrimary
      />
      {flowScopes.map((scope) => (
        <SidebarLink
          key={scope}
          to={`/?scope=${scope}`}
          icon={scopeIcons[scope]}
          label={tHome[scope]}
          current={scope === shown ? (isHome ? 'page' : 'true') : undefined}
          badge={
            scope === 'waiting' && waiting !== null
              ? { count: waiting, words: tPages.waiting({ count: waiting }) }
              : null
          }
        />
      ))}
      {(role === 'admin' || isOperator) && (
        <div className="sidebar-desks">
          <SidebarLink
            to={admin.path}
            icon={LayoutDashboard}
            label={tPages.admin}
            current={path === admin.path ? 'page' : undefined}
          />
          {isOperator && (
            <SidebarLink
              to={operatorPath}
              icon={Server}
              label={t.operator}
              current={path.startsWith(operatorPath) ? 'page' : undefined}
            />
          )}
        </div>
      )}
      <Account path={path} onKeys={() => void keys.show()} />
      {keys.part && <keys.part.KeysSheet {...keys.props} />}
    </nav>
  )
}

/** The list that is shown beside the page, or null. */
function useShownScope(path: string): FlowScope | null {
  const search = useSearch()
  const { data: first = null } = useQuery({ ...firstScopeQuery, enabled: false })
  if (path === routes.home.path) return choiceFromSearch(search).scope ?? first
  if (taskIdOfPath(path) === null) return null
  return choiceFromSearch(leftHomeSearch().search).scope ?? first
}

type SidebarLinkProps = {
  to: string
  icon: IconNode
  label: string
  current: 'page' | 'true' | undefined
  isPrimary?: boolean
  badge?: { count: string; words: string } | null
}

function SidebarLink({ to, icon, label, current, isPrimary, badge = null }: SidebarLinkProps) {
  return (
    <a
      className={`sidebar-item${isPrimary === true ? ' is-primary' : ''}`}
      href={to}
      aria-current={current}
      onClick={(event) => followInApp(event, to)}
    >
      <Icon icon={icon} />
      <span className="sidebar-label">{label}</span>
      {badge !== null && (
        <>
          <Badge content={<span aria-hidden="true">{badge.count}</span>} />
          <span className="visually-hidden">{badge.words}</span>
        </>
      )}
    </a>
  )
}

/** Who one is; opens the person's own menu. */
function Account({ path, onKeys }: { path: string; onKeys: () => void }) {
  const tPages = useWords(words.navigation)
  const { name, corpName } = useSession()
  const sheet = useSheet(() => import('./account-sheet.tsx'))
  const { data } = useQuery(accessRequestsQuery(null))
  const requests = data?.requests.length ?? 0
  return (
    <>
      <button
        type="button"
        className="sidebar-item sidebar-account"
        aria-haspopup="dialog"
        onClick={() => void sheet.show()}
      >
        <Avatar name={name} />
        <span className="sidebar-label">
          <bdi>{name}</bdi>
          {corpName != null && <bdi className="small">{corpName}</bdi>}
        </span>
        {requests > 0 && (
          <>
            <Badge content={<span aria-hidden="true">{requests}</span>} />
            <span className="visually-hidden">{tPages.requests(requests)}</span>
          </>
        )}
      </button>
      {sheet.part && <sheet.part.AccountSheet path={path} onKeys={onKeys} {...sheet.props} />}
    </>
  )
}

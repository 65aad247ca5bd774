import type { Http } from '#web/api/http/http.ts'
import type { FirstAnswers } from '#web/first-visit/first-read.ts'

/**
 * Every page with its path and lazy code. The flow page is part of the first load, because most
 * people open it. Decision 33 lists the code that cannot use this table and writes paths itself.
 */
export const routes = {
  home: { path: '/', load: () => import('#web/features/home/home-page.tsx') },
  flow: { path: '/flows/:taskId' },
  start: { path: '/start', load: () => import('#web/features/start/start-page.tsx') },
  approval: {
    path: '/approvals/:instanceId',
    load: () => import('#web/features/approvals/approval-page.tsx'),
  },
  me: { path: '/me', load: () => import('#web/features/me/me-page.tsx') },
  admin: { path: '/admin', load: () => import('#web/features/admin/admin-page.tsx') },
  operator: {
    path: '/operator/:corpId?',
    load: () => import('#web/features/operator/operator-page.tsx'),
  },
} as const

/** Shown next to the list in wide windows while no contract is chosen. */
export const loadFirstFlow = () => import('./first-flow.tsx')

/** The list, shown next to a contract in wide windows. */
export const loadListColumn = () => import('#web/features/home/list-column.tsx')

/** Shown at every path outside DingTalk. */
export const loadOutsideDingTalk = () => import('#web/features/sign-in/outside-dingtalk-page.tsx')

function isAt(path: string, pathname: string): boolean {
  return new RegExp(`^${path.replace(/\/:\w+(\??)/, '(/[^/]+)$1')}/?$`).test(pathname)
}

/** Starts loading the page of a path before the app has loaded; for home, also the first list. */
export function loadPageEarly(pathname: string, http: Http, first: FirstAnswers): void {
  const route = Object.values(routes).find(({ path }) => isAt(path, pathname))
  if (route === undefined || !('load' in route)) return
  // The page handles the failure when it loads the same file.
  route.load().catch(() => {})
  if (route !== routes.home) return
  import('#web/first-visit/first-list.ts').then(
    ({ startFirstList }) => {
      first.list = startFirstList(http)
    },
    () => {},
  )
}

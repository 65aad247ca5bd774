import type { BegunApi } from '#web/api/api.ts'

/**
 * Every page of the app: its address, and the code that is no part of the first load. The flow page is
 * part of it, as it is what most people open.
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

/** Stands beside the list in wide windows as long as no contract is chosen. */
export const loadNothingChosen = () => import('#web/features/home/nothing-chosen-page.tsx')

/** Stands beside a contract in wide windows. */
export const loadListColumn = () => import('#web/features/home/list-column.tsx')

/** Shown at any address to people whom no DingTalk client signs in. */
export const loadOutsideDingTalk = () => import('#web/features/sign-in/outside-dingtalk-page.tsx')

function isAt(path: string, pathname: string): boolean {
  return new RegExp(`^${path.replace(/\/:\w+(\??)/, '(/[^/]+)$1')}/?$`).test(pathname)
}

/**
 * Starts loading the page of an address beside the app, so that the app need not wait for it, and beside
 * the home page the list that it shows first.
 */
export function loadPageEarly({ http, first }: BegunApi, pathname: string): void {
  const route = Object.values(routes).find(({ path }) => isAt(path, pathname))
  if (route === undefined || !('load' in route)) return
  // A failure meets the page that is shown.
  route.load().catch(() => {})
  if (route !== routes.home) return
  import('#web/features/home/first-list.ts').then(
    ({ startFirstList }) => {
      first.list = startFirstList(http)
    },
    () => {},
  )
}

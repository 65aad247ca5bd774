/**
 * The pages whose code is no part of the app's first load. The flow page is: it is what most people
 * open.
 */
export const loadPage = {
  home: () => import('./features/home/home-page.tsx'),
  start: () => import('./features/start/start-page.tsx'),
  me: () => import('./features/me/me-page.tsx'),
  admin: () => import('./features/admin/admin-page.tsx'),
  approval: () => import('./features/approvals/approval-page.tsx'),
  outsideDingTalk: () => import('./features/sign-in/outside-dingtalk-page.tsx'),
}

/** The home page, and beside it the list that it shows first. */
function loadHome(): Promise<unknown> {
  import('./features/home/first-list.ts').then(
    ({ startFirstList }) => startFirstList(),
    () => {},
  )
  return loadPage.home()
}

/** Which of them is shown at an address. */
const pagesByPath: readonly { path: RegExp; load: () => Promise<unknown> }[] = [
  { path: /^\/$/, load: loadHome },
  { path: /^\/start$/, load: loadPage.start },
  { path: /^\/me$/, load: loadPage.me },
  { path: /^\/admin$/, load: loadPage.admin },
  { path: /^\/approvals\/[^/]+\/?$/, load: loadPage.approval },
]

/** Starts loading the page of an address beside the app, so that the app need not wait for it. */
export function loadPageEarly(pathname: string): void {
  const page = pagesByPath.find(({ path }) => path.test(pathname))
  // A failure meets whoever shows the page.
  page?.load().catch(() => {})
}

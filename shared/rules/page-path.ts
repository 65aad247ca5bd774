/** The paths of our pages; a name after a colon stands for an id. */
export const pagePaths = [
  '/',
  '/flows/:taskId',
  '/approvals/:instanceId',
  '/start',
  '/me',
  '/admin',
  '/operator',
  '/operator/:corpId',
] as const

export type PagePath = (typeof pagePaths)[number]

/** The pages behind the desk, `/admin?view=…`. */
export const deskViews = [
  'times',
  'packages',
  'state',
  'access',
  'messages',
  'import',
  'webhooks',
  'assistants',
  'settings',
  'orders',
  'developer',
  'withdraw',
] as const

export type DeskView = (typeof deskViews)[number]

const patterns = pagePaths.map((path) => path.replace(/:\w+/, '[^/]+').replace(/\/$/, ''))

const pages = new RegExp(`^(${patterns.join('|')})/?$`)

/** Whether a path is that of one of our pages; whether there is what its id names is not checked. */
export function isPagePath(path: string): boolean {
  return pages.test(path)
}

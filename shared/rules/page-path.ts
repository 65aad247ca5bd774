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
export type DeskView =
  | 'times'
  | 'packages'
  | 'state'
  | 'access'
  | 'messages'
  | 'import'
  | 'webhooks'
  | 'assistants'
  | 'settings'
  | 'orders'
  | 'developer'
  | 'withdraw'

const patterns = pagePaths.map((path) => path.replace(/:\w+/, '[^/]+').replace(/\/$/, ''))

const pages = new RegExp(`^(${patterns.join('|')})/?$`)

/** Whether a path is that of one of our pages; whether there is what its id names is not checked. */
export function isPagePath(path: string): boolean {
  return pages.test(path)
}

/** The first parts of addresses that are no page; the proxy answers them. */
const answeredByProxy = [
  'api',
  'callbacks',
  '_sandbox',
  'healthz',
  'readyz',
  'metrics',
  'mcp',
  'openapi.json',
]

/** Addresses that are no page, as the source of an expression that ignores case. */
export const noPage = `^/+(${answeredByProxy.join('|').replace('.', '\\.')})([/?#]|$)`

const noPages = new RegExp(noPage, 'i')

/** @param address a path, with or without a query */
export function isNoPage(address: string): boolean {
  return noPages.test(address)
}

import { Hono } from 'hono'
import type { Me } from '#shared/schemas/real-name.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import type { Esign } from '#proxy/upstream/esign/esign.ts'
import { limitJsonBody } from '#proxy/base/http/json-request.ts'
import { readLaunchRequest } from '#proxy/features/launch/launch-request.ts'
import type { Launcher } from '#proxy/features/launch/launcher.ts'
import { settle, toSection } from '#proxy/base/http/section.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import { requireSession } from '#proxy/features/session/session-middleware.ts'

export type MeDeps = {
  esign: Pick<Esign, 'getUserRealName' | 'getUserRealNameUrl'>
  roles: Roles
  launcher: Launcher
}

/** The asker's identity, and whether e签宝 has verified it. */
export function meRoutes({ esign, roles, launcher }: MeDeps): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const session = requireSession(c)
      const realName = await settle(esign.getUserRealName(session.corpId, session.userId))
      const me: Me = {
        name: session.name,
        role: roles.isAdmin(session) ? 'admin' : 'member',
        isOperator: roles.isOperator(session),
        realName: toSection(realName, c.get('requestId')),
      }
      return c.json(me)
    })
    .post('/realname-url', policy({ isBought: true }), limitJsonBody, async (c) => {
      const { corpId, userId } = requireSession(c)
      const { returnTo = '/me' } = await readLaunchRequest(c)
      const redirectUrl = launcher.returnAddress(corpId, returnTo, 'real-name')
      const page = await esign.getUserRealNameUrl(corpId, { userId, redirectUrl })
      return c.json(launcher.check(corpId, page))
    })
}

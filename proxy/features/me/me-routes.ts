import { Hono } from 'hono'
import type { Colleagues } from '#shared/schemas/colleagues.ts'
import type { Me } from '#shared/schemas/real-name.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import type { Common } from '#proxy/common.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import { limitJsonBody } from '#proxy/base/http/json-request.ts'
import { readLaunchRequest } from '#proxy/features/page-addresses/launch-request.ts'
import type { PageAddressesFeature } from '#proxy/features/page-addresses/page-addresses-feature.ts'
import { settle, toSection } from '#proxy/base/http/section.ts'
import type { SessionFeature } from '#proxy/features/session/session-feature.ts'
import { requireSession } from '#proxy/features/session/session-middleware.ts'

type Before = { session: SessionFeature; pageAddresses: PageAddressesFeature }

/** The asker's identity, and whether e签宝 has verified it. */
export function meRoutes(common: Common, before: Before): Hono<AppEnv> {
  const { esign } = common.upstream
  const { registry } = common.store
  const { roles } = before.session
  const { addresses: pageAddresses } = before.pageAddresses
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
    .get('/colleagues', async (c) => {
      const { corpId, userId } = requireSession(c)
      const people = await fromStore(registry.colleaguesOf(corpId, userId))
      return c.json({ people } satisfies Colleagues)
    })
    .post('/realname-url', policy({ isBought: true }), limitJsonBody, async (c) => {
      const { corpId, userId } = requireSession(c)
      const { returnTo = '/me' } = await readLaunchRequest(c)
      const redirectUrl = pageAddresses.returnAddress(corpId, returnTo, 'real-name')
      const page = await esign.getUserRealNameUrl(corpId, { userId, redirectUrl })
      return c.json(pageAddresses.check(corpId, page))
    })
}

import { Hono } from 'hono'
import type { StreamGateway } from '#sandbox/dingtalk/stream-gateway.ts'
import type { World } from '#sandbox/state/state.ts'
import { approvalPage } from './approval-page.ts'
import { authorisePage } from './authorise-page.ts'
import { consolePage } from './console-page.ts'
import { corpPage } from './corp-page.ts'
import { inboxPage } from './inbox-page.ts'
import { pageStyle, sealImage } from './page-style.ts'
import { realNamePage } from './real-name-page.ts'
import { signPage } from './sign-page.ts'
import { startPage } from './start-page.ts'

/**
 * e签宝's pages as plain forms, each person's inbox in DingTalk, and what has become of the app in
 * each organisation.
 */
export function pageRoutes(world: World, gateway: StreamGateway): Hono {
  const app = new Hono()
  app.route('/sign', signPage(world))
  app.route('/start', startPage(world))
  app.route('/approval', approvalPage(world))
  app.route('/authorise', authorisePage(world))
  app.route('/real-name', realNamePage(world))
  app.route('/console', consolePage(world))
  app.route('/corp', corpPage(world, gateway))
  app.route('/inbox', inboxPage(world, gateway))
  app.get('/style.css', (c) => c.body(pageStyle, 200, { 'content-type': 'text/css' }))
  app.get('/seal.svg', (c) => c.body(sealImage, 200, { 'content-type': 'image/svg+xml' }))
  return app
}

import { Hono } from 'hono'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { internalApp, sandboxCorpId } from './credentials.ts'
import { clockRoutes } from './control/clock-routes.ts'
import { controlRoutes } from './control/control-routes.ts'
import { corpLifeRoutes } from './control/corp-life-routes.ts'
import { robotControlRoutes } from './control/robot-routes.ts'
import { sampleRoutes } from './control/sample-routes.ts'
import { eventRoutes } from './control/event-routes.ts'
import { gatewayRoutes } from './dingtalk/gateway-routes.ts'
import { oapiRoutes } from './dingtalk/oapi.ts'
import { serviceRoutes } from './dingtalk/service-routes.ts'
import { marketRoutes } from './dingtalk/market-routes.ts'
import { loginPage } from './pages/login-page.ts'
import { contactRoutes, oauthRoutes } from './dingtalk/sign-in/oauth.ts'
import { storageControlRoutes } from './control/storage-routes.ts'
import { createStreamGateway } from './dingtalk/stream-gateway.ts'
import { robotReplyRoutes } from './dingtalk/robot.ts'
import { processCentreRoutes } from './dingtalk/process-centre-routes.ts'
import { todoRoutes } from './dingtalk/todo-routes.ts'
import { workflowRoutes } from './dingtalk/workflow.ts'
import { esignV1Routes } from './esign/esign-v1.ts'
import { esignV2Routes } from './esign/esign-v2.ts'
import { knownFlows } from './esign/known-flows.ts'
import type { Call } from './state/calls.ts'
import type { Seed } from './state/state.ts'
import { egressList } from './protocol/egress-list.ts'
import { playedProtocol } from './protocol/played-protocol.ts'
import { newHostRequestId, refuse } from './protocol/refusals.ts'
import type { SandboxBindings, SandboxEnv } from './protocol/request-body.ts'
import { pageRoutes } from './pages/page-routes.ts'
import { storageRoutes } from './storage-routes.ts'
import type { WorldOptions } from './world.ts'
import { createWorld } from './world.ts'

/** Plays DingTalk and e签宝 in memory. `startSandbox` opens the port. */
export type Sandbox = {
  /** Answers one request. `bindings` hold Node's own request when an HTTP server calls. */
  fetch: (request: Request, bindings?: SandboxBindings) => Response | Promise<Response>
  /** Handles an HTTP server's WebSocket upgrade, for Stream connections. */
  upgrade: (request: IncomingMessage, socket: Duplex, head?: Buffer) => void
  reset: (seed?: Seed) => void
  /** How far its clock has been moved ahead of the machine's, in milliseconds. */
  aheadMs: () => number
  /** The calls of the played protocol, oldest first, as `/_sandbox/calls` returns them. */
  calls: () => readonly Call[]
  /** All flows, as the app that started them knows them. */
  knownFlows: () => ReturnType<typeof knownFlows>
  /** Stops background work and cuts Stream connections. */
  close: () => void
}

/**
 * A sandbox with its own state. One origin plays DingTalk's hosts: `/v1.0/…` and `/v2.0/…` are
 * api.dingtalk.com (the new host); `/gettoken`, `/get_jsapi_ticket`, `/service/…` and `/topapi/…` are
 * oapi.dingtalk.com (the old host); `/oauth2/auth` is login.dingtalk.com. The sandbox's own paths are under `/_sandbox/`.
 */
export function createSandbox(options: WorldOptions = {}): Sandbox {
  const world = createWorld(options)
  const gateway = createStreamGateway(world)
  const app = new Hono<SandboxEnv>()
  world.tellApp = (event) => {
    const { clientId } = internalApp
    const isListening = gateway.connections().some((open) => open.clientId === clientId)
    if (isListening && event.corpId === sandboxCorpId) gateway.push({ ...event, clientId })
  }
  const reset = (seed?: Seed) => {
    world.reset(seed)
    gateway.sendWaiting()
  }

  app.onError(refuse)
  app.route('/_sandbox', controlRoutes(world, reset))
  app.route('/_sandbox', clockRoutes(world))
  app.route('/_sandbox', sampleRoutes(world))
  app.route('/_sandbox', eventRoutes(world, gateway))
  app.route('/_sandbox', robotControlRoutes(world, gateway))
  app.route('/_sandbox', corpLifeRoutes(world, gateway))
  app.route('/_sandbox', storageControlRoutes(world))
  app.route('/_sandbox', storageRoutes(world))
  app.route('/_sandbox/pages', pageRoutes(world, gateway))
  app.route('/_sandbox/pages/oauth2', loginPage(world))
  app.route('/oauth2', loginPage(world))
  app.all('/_sandbox/*', (c) => c.json({ error: 'No such control call.' }, 404))

  app.use(playedProtocol(world), egressList(world))
  app.route('/v1.0/oauth2', oauthRoutes(world))
  app.route('/v1.0/contact', contactRoutes(world))
  app.route('/v1.0/appMarket', marketRoutes(world))
  app.route('/v1.0/gateway', gatewayRoutes(world, gateway))
  app.route('/v1.0/esign', esignV1Routes(world))
  app.route('/v2.0/esign', esignV2Routes(world))
  app.route('/v1.0/workflow/processCentres', processCentreRoutes(world))
  app.route('/v1.0/workflow', workflowRoutes(world))
  app.route('/v1.0/todo', todoRoutes(world))
  app.route('/', robotReplyRoutes(world))
  app.route('/', oapiRoutes(world))
  app.route('/service', serviceRoutes(world))

  app.notFound((c) =>
    /^\/v\d+\.\d+\//.test(c.req.path)
      ? c.json(
          {
            code: 'InvalidAction.NotFound',
            requestid: newHostRequestId(),
            message: 'Specified api is not found, please check your url and method.',
          },
          404,
        )
      : c.json({ errcode: 404, errmsg: '请求的URI地址不存在' }),
  )

  return {
    fetch: (request, bindings) => app.fetch(request, bindings ?? {}),
    upgrade: gateway.upgrade,
    reset,
    aheadMs: world.aheadMs,
    calls: () => world.state.calls,
    knownFlows: () => knownFlows(world.state.flows.values()),
    close() {
      world.state.stop.abort()
      gateway.close()
    },
  }
}

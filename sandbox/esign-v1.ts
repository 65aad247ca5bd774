import { Hono } from 'hono'
import type { CorpTokenHolder } from './access-tokens.ts'
import { requireCorpToken, tokenHeader } from './access-tokens.ts'
import { flowDetail } from './flow-queries.ts'
import { permissionDenied } from './refusals.ts'
import type { SandboxContext, SandboxEnv } from './request-body.ts'
import type { World } from './world.ts'

/** 1.0 is for third-party apps only; nobody can be granted its permission any more. */
function requireThirdParty(world: World, c: SandboxContext): CorpTokenHolder {
  const holder = requireCorpToken(world.tokens, c.req.header(tokenHeader))
  if (holder.kind !== 'third-party') throw permissionDenied(['Esign.Common.ReadWrite'])
  return holder
}

/** An answer as 1.0 wraps it. */
function wrapped<Data>(data: Data) {
  return { code: 0, message: '成功', data }
}

/** e签宝 1.0 (`/v1.0/esign`): answers wrapped in `{code, message, data}`, `businessSense`. */
export function esignV1Routes(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()

  app.get('/flows/detail', (c) => {
    const { corpId } = requireThirdParty(world, c)
    const { title, ...detail } = flowDetail(world, corpId, c.req.query('taskId') ?? '')
    return c.json(wrapped({ businessSense: title, ...detail }))
  })

  return app
}

import { Hono } from 'hono'
import { writeToRobot, writingSchema } from '#sandbox/dingtalk/robot.ts'
import type { StreamGateway } from '#sandbox/dingtalk/stream-gateway.ts'
import type { SandboxEnv } from '#sandbox/protocol/request-body.ts'
import type { World } from '#sandbox/state/state.ts'
import { readJson } from './read-json.ts'

/** Control calls for the chats with the app's robot. */
export function robotControlRoutes(world: World, gateway: StreamGateway): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()

  app.get('/robot-messages', (c) =>
    c.json({ messages: world.state.chats, frames: world.state.robotFrames }),
  )

  app.post('/robot-messages', async (c) => {
    const writing = await readJson(c, writingSchema)
    if (!writing)
      return c.json(
        { error: 'Expected {userId, text?, corpId?, isInGroup?, msgId?, changes?}.' },
        400,
      )
    const msgId = writeToRobot(world, gateway, writing)
    return msgId === null ? c.json({ error: 'No app has a robot.' }, 404) : c.json({ msgId })
  })

  return app
}

import { Hono } from 'hono'
import { z } from 'zod'
import type { SandboxEnv } from '#sandbox/protocol/request-body.ts'
import type { World } from '#sandbox/state/state.ts'
import { readJson } from './read-json.ts'

const behaviour = z.strictObject({
  ignoresRange: z.boolean().optional(),
  delayMs: z.number().int().min(0).max(600_000).optional(),
  cutAfter: z.number().int().min(0).nullable().optional(),
})

/** Control calls for the storage behind e签宝: its files, and how it behaves. */
export function storageControlRoutes(world: World): Hono<SandboxEnv> {
  return new Hono<SandboxEnv>()
    .patch('/storage', async (c) => {
      const changes = await readJson(c, behaviour)
      if (!changes) return c.json({ error: 'No such field, or of another type.' }, 400)
      Object.assign(world.state.storage, changes)
      return c.body(null, 204)
    })
    .get('/downloads', (c) => c.json({ downloads: world.state.downloads }))
    .put('/files/:fileId', async (c) => {
      const file = world.state.files.get(c.req.param('fileId'))
      if (!file) return c.json({ error: 'No such file.' }, 404)
      const contentType = c.req.header('content-type') ?? 'application/pdf'
      const bytes = new Uint8Array(await c.req.arrayBuffer())
      file.content = { bytes, contentType, at: world.now() }
      return c.body(null, 204)
    })
}

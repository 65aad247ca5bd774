import { subscribe } from 'node:diagnostics_channel'
import { appendFileSync } from 'node:fs'
import { env } from 'node:process'

// Loaded into a server with `--import`: writes to a file when each of its calls begins. A busy
// machine sends it later.

const file = env['BEGUN_CALLS_FILE'] ?? ''

subscribe('undici:request:create', (message) => {
  const { method, path } = Reflect.get(Object(message), 'request')
  appendFileSync(file, `${JSON.stringify({ at: Date.now(), method, path: path.split('?')[0] })}\n`)
})

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { env, loadEnvFile } from 'node:process'
import { pathToFileURL } from 'node:url'
import { ensureBuilt, root } from './built-app.mjs'
import { endWithParent } from './end-with-parent.mjs'

try {
  if (existsSync('.env')) loadEnvFile()
  // Over a real network files travel compressed; a sandbox answers sooner without the copies.
  ensureBuilt({ isCompressed: Boolean(env['DINGTALK_CLIENT_ID']) })
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

// npm signals the shell that runs the script, and some shells end without passing that on.
if (env['npm_lifecycle_event'] === 'start') endWithParent()

// The server runs in this process, so that npm gets its exit code.
await import(pathToFileURL(join(root, 'dist', 'proxy', 'server.js')).href)

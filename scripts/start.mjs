import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt, root } from './built-app.mjs'
import { endWithParent } from './end-with-parent.mjs'

try {
  ensureBuilt()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

// npm signals the shell that runs the script, and some shells end without passing that on.
if (process.env['npm_lifecycle_event'] === 'start') endWithParent()

// The server runs in this process, so that npm gets its exit code.
await import(pathToFileURL(join(root, 'dist', 'proxy', 'server.js')).href)

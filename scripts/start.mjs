import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt, root } from './built-app.mjs'

try {
  ensureBuilt()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

// In this very process, so that signals reach the server and its exit code is npm's.
await import(pathToFileURL(join(root, 'dist', 'proxy', 'server.js')).href)

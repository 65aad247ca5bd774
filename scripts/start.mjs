import { ensureBuilt } from './built-app.mjs'

try {
  ensureBuilt()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

// In this very process, so that signals reach the server and its exit code is npm's.
// @ts-ignore -- there only once it is built
await import('../dist/proxy/server.js')

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt, root } from './built-app.mjs'

try {
  ensureBuilt({ isCompressed: false })
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

await import(pathToFileURL(join(root, 'dist', 'proxy', 'doctor.js')).href)

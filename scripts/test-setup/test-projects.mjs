import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../built-app.mjs'

// Vitest's projects, and which test files belong to each. `npm test` runs all but `rest`, which
// `npm run test:rest` runs.

/**
 * Kills, instances, walks and histories, most of which `npm run test:long` runs at full size, and
 * the engine's own starts and ends, which take a minute and a half.
 */
export const rest = [
  'proxy/base/store/engine/embedded-postgres.test.ts',
  'proxy/base/store/engine/restore.test.ts',
  'proxy/testing/durability/',
  'proxy/testing/instances/',
  'proxy/features/assistants/assistants-walk.test.ts',
  'proxy/features/flows/export/archive-memory.test.ts',
  'proxy/features/flows/situation-histories.test.ts',
  'proxy/features/operator/whole-life.test.ts',
  'proxy/features/robot/robot-walk.test.ts',
  'proxy/features/webhooks/slow-receivers.test.ts',
  'proxy/features/webhooks/webhook-faults.test.ts',
  'proxy/upstream/dingtalk/limits/shared-calls.test.ts',
  'proxy/who-may-see.test.ts',
]

// Files of `documents`, `modules` and `servers` share the modules that they import, which halves the
// processor time of small files and saves one of `servers` a second. The others have modules of their
// own:

/** Tests that leave something to the files after them in the same worker. */
const leavesSomething = /\bvi\.(?:mock|doMock|hoisted|resetModules|useFakeTimers)\(/

/** Tests of a whole server, which import nearly all of it. */
const runsServer =
  /test-proxy|sandboxed-proxy|sandbox-apps|server-process|built-server|testing\/live-|\/app\.ts|createApp/

/** Tests of whole pages and processes, and of parts of the page that keep their state in a module. */
export const isolated = [
  'bench/app-process.test.ts',
  'e2e/pages/',
  'proxy/base/store/engine/',
  'proxy/start/',
  'scripts/',
  'web/app/use-waiting-count.test.tsx',
  'web/components/notice/page-notice.test.tsx',
  'web/components/overlay/announcer.test.tsx',
  'web/components/page/lazy-part.test.tsx',
  'web/widgets/desk/typed-action.test.tsx',
]

/**
 * @param {string} file
 * @param {string} text
 */
export function projectOf(file, text) {
  if (rest.some((start) => file.startsWith(start))) return 'rest'
  if (isolated.some((start) => file.startsWith(start))) return 'isolated'
  if (leavesSomething.test(text)) return 'isolated'
  if (/^proxy\/[^/]+$/.test(file) || runsServer.test(text)) return 'servers'
  return text.includes('@vitest-environment happy-dom') ? 'documents' : 'modules'
}

/** @returns {string[]} */
export function sources() {
  return ['shared', 'proxy', 'sandbox', 'web', 'scripts', 'bench', 'e2e'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .map((name) => `${folder}/${String(name).replaceAll('\\', '/')}`)
      .filter((file) => /^(?!.*\/node_modules\/).*\.(?:ts|tsx|mjs)$/.test(file)),
  )
}

export function testFiles() {
  return sources().filter((file) => /\.test\.\w+$/.test(file))
}

export function projects() {
  const found = {
    documents: { files: /** @type {string[]} */ ([]), isolate: false },
    modules: { files: /** @type {string[]} */ ([]), isolate: false },
    servers: { files: /** @type {string[]} */ ([]), isolate: false },
    isolated: { files: /** @type {string[]} */ ([]), isolate: true },
    rest: { files: /** @type {string[]} */ ([]), isolate: true },
  }
  for (const file of testFiles())
    found[projectOf(file, readFileSync(join(root, file), 'utf8'))].files.push(file)
  return found
}

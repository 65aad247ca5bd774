import { ensureBuilt } from '#scripts/built-app.mjs'
import { findChromium } from '#scripts/chromium.mjs'
import { thisCommit, thisMachine } from '#bench/machine.ts'
import { writeResult } from '#bench/results-file.ts'
import { printVerdicts } from '#bench/verdict-table.ts'
import { withBrowser } from './visit/browser.ts'
import { devtoolsLink } from './links/devtools-link.ts'
import type { Link, LinkName } from './links/link.ts'
import { listVerdicts, measureLists } from './lists.ts'
import { measureLink, type MeasuredLink, type Scope } from './links/measure-link.ts'
import { readOptions } from './options.ts'
import { upstreamMs } from './origins/origins.ts'
import { middlingPhone, slowPhone } from './visit/phones.ts'
import { relayLink } from './links/relay-link.ts'
import type { LoadResult } from './result.ts'
import { loadVerdicts } from './targets.ts'

/**
 * `npm run bench:load`: how long it takes until people see a contract's status, compared with the
 * minimum possible time and with a typical app. See docs/performance.md.
 */

const links: Record<LinkName, () => Link | Promise<Link>> = {
  devtools: () => devtoolsLink('devtools', slowPhone),
  relay: () => relayLink(slowPhone),
  middling: () => devtoolsLink('middling', middlingPhone),
}

const options = readOptions(process.argv.slice(2))
ensureBuilt()
const executablePath = findChromium()
const version = await withBrowser(executablePath, [], async (browser) => browser.version())
const machine = thisMachine(version)
const commit = thisCommit()
const { runs, platforms, lengths } = options
const everything: Scope = { runs, platforms, lengths, kinds: ['first', 'return', 'offline'] }
/** The visits that have targets on the average phone. */
const ofMiddling: Scope = { runs, platforms: ['android'], lengths: [20], kinds: ['first'] }
const measured: MeasuredLink[] = []
for (const name of options.links) {
  const scope = name === 'middling' ? ofMiddling : everything
  // Sequential, because links share the machine.
  measured.push(await measureLink(await links[name](), executablePath, scope))
}
if (options.lists) console.log('long lists')
const lists = options.lists ? await withBrowser(executablePath, [], measureLists) : null
const cells = measured.flatMap((link) => link.cells.all)
// The needed files are the same on every link.
const needed = measured[0]?.needed ?? []
const result: LoadResult = {
  machine,
  commit,
  runs,
  ...slowPhone,
  middlingPhone: options.links.includes('middling') ? middlingPhone : null,
  upstreamMs,
  cells,
  needed,
  lists,
  evidence: Object.assign({}, ...measured.map(({ evidence }) => evidence)),
  verdicts: [...loadVerdicts(cells, needed), ...(lists === null ? [] : listVerdicts(lists))],
}
await writeResult('load', result)
printVerdicts(result.verdicts)

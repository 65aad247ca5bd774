import { ensureBuilt } from '#scripts/built-app.mjs'
import { findChromium } from '#scripts/chromium.mjs'
import { thisCommit, thisMachine } from '#bench/machine.ts'
import { writeResult } from '#bench/results-file.ts'
import { printVerdicts } from '#bench/verdict.ts'
import { withBrowser } from './visit/browser.ts'
import type { MeasuredCell } from './cells.ts'
import { devtoolsLink } from './links/devtools-link.ts'
import { measureLists } from './lists.ts'
import { measureLink } from './links/measure-link.ts'
import { readOptions } from './options.ts'
import { upstreamMs } from './origins/origins.ts'
import { slowPhone } from './visit/phones.ts'
import { relayLink } from './links/relay-link.ts'
import { loadVerdicts } from './targets.ts'
import type { LoadResult } from './result.ts'

/**
 * `npm run bench:load`: how long it takes until people see a contract's status, compared with the
 * minimum possible time. See docs/performance.md.
 */

const options = readOptions(process.argv.slice(2))
ensureBuilt()
const executablePath = findChromium()
const version = await withBrowser(executablePath, [], async (browser) => browser.version())
const machine = thisMachine(version)
const commit = thisCommit()
const cells: MeasuredCell[] = []
for (const name of options.links) {
  const link = name === 'relay' ? await relayLink(slowPhone) : devtoolsLink(slowPhone)
  // Sequential, because links share the machine.
  cells.push(...(await measureLink(link, executablePath, options)))
}
if (options.lists) console.log('long lists')
const lists = options.lists ? await withBrowser(executablePath, [], measureLists) : null
const verdicts = loadVerdicts(cells, lists)
const { runs } = options
const result: LoadResult = {
  machine,
  commit,
  runs,
  phone: slowPhone,
  upstreamMs,
  cells,
  lists,
  verdicts,
}
await writeResult('load', result)
printVerdicts(verdicts)

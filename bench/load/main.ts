import { chromium, type Browser } from '@playwright/test'
import { ensureBuilt } from '../../scripts/built-app.mjs'
import { findChromium } from '../../scripts/chromium.mjs'
import { thisCommit, thisMachine } from '../machine.ts'
import { slow4g } from '../network.ts'
import { writeReport } from '../report/write-report.ts'
import { writeResult } from '../results-file.ts'
import { printVerdicts } from '../verdict-table.ts'
import { Cells, type Variant } from './cells.ts'
import { devtoolsLink } from './devtools-link.ts'
import { evidenceOf, type Evidence } from './evidence.ts'
import type { Link, LinkName } from './link.ts'
import { listVerdicts, measureLists, type Lists } from './lists.ts'
import { neededForStatus, type NeededFile } from './needed-bytes.ts'
import { readOptions, type LoadOptions } from './options.ts'
import { startOrigins, upstreamMs, type Origins } from './origins.ts'
import { relayLink } from './relay-link.ts'
import type { LoadResult } from './result.ts'
import { loadVerdicts } from './targets.ts'
import { cpuSlowdown, type Visit } from './visit.ts'
import { visitAsOnePerson } from './visits.ts'

/**
 * `npm run bench:load`: how long until a contract's status is seen, beside the least that is
 * possible and beside what is usual. See docs/performance.md.
 */

const variants: readonly Variant[] = ['limit', 'peer', 'ours']
const links: Record<LinkName, () => Link> = {
  devtools: () => devtoolsLink(slow4g),
  relay: () => relayLink(slow4g),
}

const options = readOptions(process.argv.slice(2))
ensureBuilt()
const executablePath = findChromium()
const machine = thisMachine(await withBrowser([], async (browser) => browser.version()))
const cells = new Cells()
const ourVisits = new Map<string, Visit[]>()
let needed: NeededFile[] | null = null
for (const name of options.links) {
  // Links share the machine, so they take turns.
  // oxlint-disable-next-line no-await-in-loop
  await measureLink(links[name]())
}
const lists = options.lists ? await withBrowser([], measureAllLists) : null
const result: LoadResult = {
  machine,
  commit: thisCommit(),
  runs: options.runs,
  network: slow4g,
  cpuSlowdown,
  upstreamMs,
  cells: cells.all,
  needed,
  lists,
  evidence: middleEvidence(),
  verdicts: [...loadVerdicts(cells.all, needed), ...(lists === null ? [] : listVerdicts(lists))],
}
await writeResult('load', result)
await writeReport()
printVerdicts(result.verdicts)

async function measureLink(link: Link): Promise<void> {
  const origins = await startOrigins(link)
  try {
    await withBrowser(link.browserArgs, async (browser) => {
      needed ??= await neededForStatus(browser, link, origins)
      // A browser's first visits are slow; the first round is thrown away.
      await round(browser, link, origins, options, new Cells(), () => {})
      for (let run = 0; run < options.runs; run += 1) {
        console.log(`${link.name}: run ${run + 1} of ${options.runs}`)
        // oxlint-disable-next-line no-await-in-loop
        await round(browser, link, origins, options, cells, keepVisit, run)
      }
    })
  } finally {
    await origins.close()
    await link.close()
  }

  function keepVisit(kind: string, visit: Visit): void {
    const key = `${link.name} ${kind}`
    ourVisits.set(key, [...(ourVisits.get(key) ?? []), visit])
  }
}

/** Each variant once, on each device and with each length of log; another one first each time. */
async function round(
  browser: Browser,
  link: Link,
  origins: Origins,
  { platforms, lengths }: Pick<LoadOptions, 'platforms' | 'lengths'>,
  into: Cells,
  onOurVisit: (kind: string, visit: Visit) => void,
  turn = 0,
): Promise<void> {
  const first = turn % variants.length
  const order = [...variants.slice(first), ...variants.slice(0, first)]
  for (const platform of platforms) {
    for (const logs of lengths) {
      for (const variant of order) {
        const request = { browser, link, origins, platform, logs, variant }
        // Never two at once: they would slow each other down.
        // oxlint-disable-next-line no-await-in-loop
        await visitAsOnePerson(request, into, (kind, visit) => {
          if (variant === 'ours' && platform === 'android' && logs === 20) onOurVisit(kind, visit)
        })
      }
    }
  }
}

async function measureAllLists(browser: Browser): Promise<Lists> {
  console.log('long lists')
  return measureLists(browser)
}

function middleEvidence(): Record<string, Evidence> {
  const middle = [...ourVisits].flatMap(([key, visits]): [string, Evidence][] => {
    const sorted = visits.toSorted((one, other) => (one.complete ?? 0) - (other.complete ?? 0))
    const visit = sorted[Math.floor(sorted.length / 2)]
    return visit ? [[key, evidenceOf(visit)]] : []
  })
  return Object.fromEntries(middle)
}

async function withBrowser<Result>(
  args: string[],
  measure: (browser: Browser) => Promise<Result>,
): Promise<Result> {
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run', ...args],
  })
  try {
    return await measure(browser)
  } finally {
    await browser.close()
  }
}

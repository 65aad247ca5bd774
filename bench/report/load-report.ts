import type { LinkName } from '../load/link.ts'
import type { LoadResult } from '../load/result.ts'
import { verdictRows } from '../verdict-table.ts'
import {
  cellTables,
  evidenceText,
  linkNames,
  listTable,
  neededTable,
  statusBars,
} from './load-tables.ts'
import { machineText } from './machine-text.ts'
import { table } from './markdown.ts'

/** The part of docs/performance.md about pages. */
export function loadReport(result: LoadResult): string {
  const { network, cpuSlowdown, upstreamMs, runs, cells, verdicts, needed, lists } = result
  const links: LinkName[] = ['devtools', 'relay']
  const measuredLinks = links.filter((link) => cells.some((cell) => cell.link === link))
  return [
    '## Until people see where a contract stands',
    `Network ${network.downBitsPerSecond / 1e6} Mbit/s down, ${network.upBitsPerSecond / 1000} kbit/s up, ${network.roundTripMs} ms round trip; processor slowed down ${cpuSlowdown} times; the client answers in 50 ms, each call to DingTalk or e签宝 in ${upstreamMs} ms. Medians of ${runs} interleaved runs, in parentheses the least and the most. Ratios are taken within a run.`,
    machineText(result),
    '### Targets',
    table(['target', 'bound', 'measured', ''], verdictRows(verdicts)),
    '### Status visible, Android, 20 records',
    ...measuredLinks.flatMap((link) => [`${linkNames[link]}:`, codeBlock(statusBars(cells, link))]),
    '### All visits',
    cellTables(cells),
    '### What the status needs',
    'Compressed, without HTTP headers.',
    neededTable(needed),
    ...(lists === null
      ? []
      : [
          '### Long lists',
          'Without a slow network, the processor slowed down as above; medians of 5 runs.',
          listTable(lists),
        ]),
    '### Where the time goes',
    'The middle one of our visits to a flow of 20 records on Android. Milliseconds.',
    ...Object.entries(result.evidence).flatMap(([name, evidence]) => [
      `${name}:`,
      codeBlock(evidenceText(evidence)),
    ]),
  ].join('\n\n')
}

function codeBlock(text: string): string {
  return `\`\`\`text\n${text}\n\`\`\``
}

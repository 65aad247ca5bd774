import type { LinkName } from '#bench/load/links/link.ts'
import type { Phone } from '#bench/load/visit/phones.ts'
import type { LoadResult } from '#bench/load/result.ts'
import {
  cellTables,
  evidenceText,
  linkNames,
  listTable,
  neededTable,
  statusBars,
} from './load-tables.ts'
import { machineText } from './machine-text.ts'

/** The section of docs/performance-tables.md about loading pages. */
export function loadReport(result: LoadResult): string {
  const { network, cpuSlowdown, middlingPhone, upstreamMs, runs } = result
  const { cells, needed, lists } = result
  const links: LinkName[] = ['devtools', 'relay', 'middling']
  const measuredLinks = links.filter((link) => cells.some((cell) => cell.link === link))
  return [
    '## Until people see where a contract stands',
    `Slow phone: ${phoneText({ network, cpuSlowdown })}. ${middlingText(middlingPhone)} The client answers in 50 ms, each call to DingTalk or e签宝 in ${upstreamMs} ms. Medians of ${runs} interleaved runs, in parentheses the least and the greatest value. Ratios are taken within a run.`,
    machineText(result),
    '### Status visible, Android, 20 records',
    ...measuredLinks.flatMap((link) => [`${linkNames[link]}:`, codeBlock(statusBars(cells, link))]),
    '### All visits',
    cellTables(cells),
    '### Files that the status needs',
    'Compressed, without HTTP headers.',
    neededTable(needed),
    ...(lists === null
      ? []
      : [
          '### Long lists',
          'On a fast network, with the processor slowed down as for the slow phone; medians of 5 runs.',
          listTable(lists),
        ]),
    '### Where the time goes',
    'The median visit to our app, for a flow of 20 records on Android. Milliseconds.',
    ...Object.entries(result.evidence).flatMap(([name, evidence]) => [
      `${name}:`,
      codeBlock(evidenceText(evidence)),
    ]),
  ].join('\n\n')
}

function middlingText(phone: Phone | null): string {
  return phone === null
    ? 'A middling phone was not measured.'
    : `Middling phone, first visits on Android alone: ${phoneText(phone)}.`
}

function phoneText({ network, cpuSlowdown }: Phone): string {
  const { downBitsPerSecond, upBitsPerSecond, roundTripMs } = network
  return `${downBitsPerSecond / 1e6} Mbit/s down, ${upBitsPerSecond / 1000} kbit/s up, ${roundTripMs} ms round trip, processor slowed down ${cpuSlowdown} times`
}

function codeBlock(content: string): string {
  return `\`\`\`text\n${content}\n\`\`\``
}

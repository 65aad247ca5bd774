import { parseArgs } from 'node:util'
import type { FlowLength } from './cells.ts'
import type { LinkName } from './links/link.ts'
import type { ClientPlatform } from './visit/native-client.ts'

/** What to measure, from the command line. */
export type LoadOptions = {
  runs: number
  links: LinkName[]
  platforms: ClientPlatform[]
  lengths: FlowLength[]
  /** Whether to measure pages with long lists too. */
  lists: boolean
}

/** @throws Error for unknown options or values */
export function readOptions(words: string[]): LoadOptions {
  const { values } = parseArgs({
    args: words,
    options: {
      runs: { type: 'string', default: '7' },
      links: { type: 'string', default: 'devtools,relay' },
      profiles: { type: 'string', default: 'android,pc' },
      logs: { type: 'string', default: '20,5000' },
      'no-lists': { type: 'boolean', default: false },
    },
  })
  const runs = Number(values.runs)
  if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs is a number of at least 1')
  return {
    runs,
    links: choices('--links', values.links, ['devtools', 'relay']),
    platforms: choices('--profiles', values.profiles, ['android', 'pc']),
    lengths: choices('--logs', values.logs, ['20', '5000']).map((word) =>
      word === '20' ? 20 : 5000,
    ),
    lists: !values['no-lists'],
  }
}

function choices<Choice extends string>(
  name: string,
  words: string,
  known: readonly Choice[],
): Choice[] {
  const chosen = words.split(',')
  if (!chosen.every((word) => known.some((choice) => choice === word)))
    throw new Error(`${name} is a list of ${known.join(', ')}`)
  return known.filter((choice) => chosen.includes(choice))
}

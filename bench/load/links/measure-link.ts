import { withBrowser } from '#bench/load/visit/browser.ts'
import type { MeasuredCell, Variant } from '#bench/load/cells.ts'
import type { Link } from './link.ts'
import type { LoadOptions } from '#bench/load/options.ts'
import { startOrigins } from '#bench/load/origins/origins.ts'
import { visitAsOnePerson } from '#bench/load/visit/one-person.ts'

const variants: readonly Variant[] = ['limit', 'ours']

/** Measures all visits on a link, and closes the link. */
export async function measureLink(
  link: Link,
  executablePath: string,
  { runs, platforms, lengths }: LoadOptions,
): Promise<MeasuredCell[]> {
  const origins = await startOrigins(link)
  try {
    return await withBrowser(executablePath, link.browserArgs, async (browser) => {
      /** Rounds start with different variants. */
      const visitAll = async (turn: number, cells: MeasuredCell[]) => {
        const order = turn % 2 === 0 ? variants : variants.toReversed()
        for (const platform of platforms)
          for (const logs of lengths)
            for (const variant of order)
              // Sequential, because visits would slow each other down.
              await visitAsOnePerson({ browser, link, origins, platform, logs, variant }, cells)
      }
      // A browser's first visits are slow, so the results of this round are discarded.
      await visitAll(0, [])
      const cells: MeasuredCell[] = []
      for (let turn = 0; turn < runs; turn += 1) {
        console.log(`${link.name}: run ${turn + 1} of ${runs}`)
        await visitAll(turn, cells)
      }
      return cells
    })
  } finally {
    await origins.close()
    await link.close()
  }
}

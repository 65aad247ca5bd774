import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What an operator reads, word for word. */
export type Documented = {
  /** The command, in backticks or a block, that begins so. */
  command: (start: string) => string
  /** Every command for Node or npm that names a program of ours. */
  commands: string[]
}

/** @param folder of an unpacked release, or of the sources @param path below `docs` */
export async function documented(folder: string, path: string): Promise<Documented> {
  const text = await readFile(join(folder, 'docs', path), 'utf8')
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block = '']) => block)
  const words = text.replaceAll(/^```[\s\S]*?^```/gm, '')
  const inline = [...words.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)
  const all = [...inline, ...blocks.flatMap((block) => block.split('\n'))]
  return {
    commands: all.filter((each) => /^node .*scripts\/|^npm run .*\bdoctor\b/.test(each)),
    command(start) {
      const found = all.find((each) => each.startsWith(start))
      if (found === undefined) throw new Error(`${path} has no command ${start}`)
      return found
    },
  }
}

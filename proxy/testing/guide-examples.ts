import { execFile, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

const guide = readFileSync(new URL('../../docs/integrating.md', import.meta.url), 'utf8')

/** The first block in a language below a heading of docs/integrating.md. */
export function blockIn(heading: string, language: string): string {
  const from = guide.indexOf(`\n## ${heading}\n`)
  const block = new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(guide.slice(from))?.[1]
  if (from === -1 || block === undefined)
    throw new Error(`the guide has no block in ${language} below ${heading}`)
  return block
}

const runtimes = [
  { language: 'js', command: process.execPath, file: 'example.mjs' },
  { language: 'python', command: 'python3', file: 'example.py' },
  { language: 'java', command: 'java', file: 'Example.java' },
]

export type Ended = { status: number; stdout: string; stderr: string }

/** The programs below a heading of the guide, one for each language. */
export function programsIn(heading: string) {
  const folder = mkdtempSync(join(tmpdir(), 'guide-examples-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  return runtimes.map(({ language, command, file }) => {
    const path = join(folder, file)
    writeFileSync(path, blockIn(heading, language))
    return {
      language,
      /** Why it cannot run on this machine; null if it can. */
      lack: spawnSync(command, ['--version']).status === 0 ? null : `There is no ${command} here.`,
      run: (words: readonly string[], input: string, env: Record<string, string>) =>
        run(command, [path, ...words], input, env),
    }
  })
}

/** Runs a program while this process goes on answering it. */
export async function run(
  command: string,
  words: readonly string[],
  input: string,
  env: Record<string, string>,
): Promise<Ended> {
  const child = execFile(command, words, { env: { ...process.env, ...env, no_proxy: '*' } })
  const ended = { status: -1, stdout: '', stderr: '' }
  child.stdout?.on('data', (text: string) => (ended.stdout += text))
  child.stderr?.on('data', (text: string) => (ended.stderr += text))
  child.stdin?.end(input)
  await once(child, 'close')
  return { ...ended, status: child.exitCode ?? -1 }
}

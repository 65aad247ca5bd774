import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { freePort } from '#proxy/base/free-port.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { startSandbox } from '#sandbox/played.ts'
import { internalApp } from '#sandbox/credentials.ts'
import { root } from '#scripts/built-app.mjs'
import { documented } from './documented.ts'
import { noteSize } from './note-size.ts'

// `npm run release` without its checks and its tag, and what an operator does with what it makes, by
// the commands of docs/deployment.md and docs/first-day.md.

const run = promisify(execFile)

type Manifest = { name: string; version: string; dependencies: Record<string, string> }

type Bom = { bomFormat: string; components: { name: string }[] }

const git = async (...words: string[]) => (await run('git', words, { cwd: root })).stdout

async function runShell(command: string, cwd: string): Promise<string> {
  return (await run('sh', ['-c', command], { cwd, maxBuffer: 2 ** 26 })).stdout
}

/** @returns what a command said, and its exit code */
async function tryShell(command: string, cwd: string): Promise<{ output: string; code: number }> {
  const child = spawn('sh', ['-c', command], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  const [code] = await once(child, 'close')
  return { output, code: Number(code) }
}

function settingsText(sandboxUrl: string, port: number): string {
  const settings = {
    ...internal,
    DINGTALK_AGENT_ID: internalApp.agentId,
    DINGTALK_API_URL: sandboxUrl,
    DINGTALK_OAPI_URL: sandboxUrl,
    PUBLIC_URL: 'https://contracts.invalid',
    SESSION_SECRET: 'a-session-secret-of-more-than-32-bytes',
    PORT: String(port),
  }
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

test('a release has the built app, its parts as a list, and checksums', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'release-'))
  const { name, version, dependencies }: Manifest = JSON.parse(
    await readFile(join(root, 'package.json'), 'utf8'),
  )
  const before = [await git('tag'), await git('status', '--porcelain')]
  const words = ['run', 'release', '--', '--dry-run', `--to=${folder}`]
  await run('npm', words, { cwd: root, maxBuffer: 2 ** 26 })
  expect([await git('tag'), await git('status', '--porcelain')]).toEqual(before)

  await run('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: folder })
  const title = `${name}-${version}`
  const bom: Bom = JSON.parse(await readFile(join(folder, `${title}.cdx.json`), 'utf8'))
  expect(bom.bomFormat).toBe('CycloneDX')
  const parts = bom.components.map((part) => part.name)
  expect(Object.keys(dependencies).filter((one) => !parts.includes(one))).toEqual([])
  expect(parts).not.toContain('vitest')

  const unpacked = join(folder, title)
  const deployment = await test.step('it is unpacked and installed', async () => {
    await run('tar', ['--extract', '--file', `${title}.tar.gz`], { cwd: folder })
    const read = await documented(unpacked, 'deployment.md')
    await runShell(read.command('npm ci'), unpacked)
    return read
  })
  const sandbox = await startSandbox({ noticeUrl: 'http://127.0.0.1:9/notices' })
  const port = await freePort()
  const data = join(folder, 'data')
  const settings = join(folder, 'settings.env')
  await writeFile(settings, settingsText(sandbox.url, port))
  /** What is documented, with our places in place of those of a server. */
  const here = (command: string) =>
    command
      .replaceAll('/etc/esign-dingtalk.env', settings)
      .replaceAll('/var/lib/esign-dingtalk', data)
      .replaceAll(':8080', `:${port}`)
      .replaceAll('USERID', 'zhangsan')

  await test.step('the doctor tries the settings, as on the first day', async () => {
    const first = await documented(unpacked, 'first-day.md')
    await mkdir(data, { mode: 0o700 })
    const asked = [...deployment.commands, ...first.commands].filter((one) =>
      one.includes('doctor'),
    )
    expect(asked).toHaveLength(5)
    // `npm run doctor` reads the settings of the environment.
    for (const command of asked) {
      const withSettings = command.includes('--env-file')
        ? here(command)
        : `set -a; . ${settings}; ${here(command)}`
      const { output, code } = await tryShell(withSettings, unpacked)
      expect(code, `${command}\n${output}`).toBe(0)
      if (command.includes('--json')) expect(JSON.parse(output)).toHaveProperty('checks')
    }
  })
  await test.step('the server runs, and answers as it is written', async () => {
    const server = spawn(
      'sh',
      ['-c', `exec env ${here(deployment.command('NODE_ENV=production DATA_DIR'))}`],
      {
        cwd: unpacked,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    const exited = once(server, 'exit')
    let output = ''
    for (const stream of [server.stdout, server.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text))
    // The page leaves out the end of the answer.
    const [answer = ''] = deployment.command('{"status"').split('…')
    const ask = () => runShell(`${here(deployment.command('curl http'))} --silent`, unpacked)
    const isUp = async () =>
      server.exitCode !== null || (await ask().catch(() => '')).startsWith(answer)
    await expect.poll(isUp, { timeout: 180_000 }).toBe(true)
    expect(server.exitCode, output).toBe(null)
    const page = await fetch(`http://127.0.0.1:${port}/flows/PRO-SANDBOX-SIGNING`)
    expect(page.status).toBe(200)
    expect(page.headers.get('x-release')).toMatch(/^\w{12}$/)
    server.kill('SIGTERM')
    await exited
  })
  await sandbox.close()
  await test.step('an error of a page is explained by its maps', async () => {
    const assets = await readdir(join(unpacked, 'dist/web/assets'))
    const app = assets.find((file) => /^app-.*\.js$/.test(file)) ?? ''
    const lines = (await readFile(join(unpacked, 'dist/web/assets', app), 'utf8')).split('\n')
    const line = lines.findIndex((each) => each.length > 10_000) + 1
    const stack = `at x (https://contracts.example/assets/${app}:${line}:9000)`
    await writeFile(join(unpacked, 'stack.txt'), stack)
    const explained = await runShell(deployment.command('node scripts/explain-error'), unpacked)
    expect(explained).toMatch(/^at x \((web|node_modules)\/\S+:\d+:\d+\)$/)
  })
  await test.step('the sandbox runs, too, without a build', async () => {
    const start = spawn('npm', ['start'], {
      cwd: unpacked,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: String(port) },
      stdio: 'ignore',
    })
    const exited = once(start, 'exit')
    const ready = () =>
      fetch(`http://127.0.0.1:${port}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      )
    await expect.poll(ready, { timeout: 180_000 }).toBe(true)
    start.kill('SIGTERM')
    await exited
  })
  const { stdout } = await run('du', ['-sm', unpacked, join(folder, `${title}.tar.gz`)])
  const [all, tarball] = stdout.split('\n').map((line) => line.split('\t')[0])
  noteSize(`${parts.length} parts; ${tarball} MB, ${all} MB installed`)
  await rm(folder, { recursive: true })
})

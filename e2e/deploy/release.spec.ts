import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { AppServer } from '#e2e/servers/app-server.ts'
import { root } from '#scripts/built-app.mjs'
import { noteSize } from './note-size.ts'

// `npm run release` without its checks and its tag, and an app from what it makes.

const run = promisify(execFile)

type Manifest = { name: string; version: string; dependencies: Record<string, string> }

type Bom = { bomFormat: string; components: { name: string }[] }

const git = async (...words: string[]) => (await run('git', words, { cwd: root })).stdout

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

  await run('tar', ['--extract', '--file', `${title}.tar.gz`], { cwd: folder })
  const unpacked = join(folder, title)
  await run('npm', ['ci', '--omit=dev'], { cwd: unpacked })
  const app = await AppServer.start({}, { build: join(unpacked, 'dist') })
  const page = await fetch(`${app.url}/flows/PRO-SANDBOX-SIGNING`)
  expect(page.status).toBe(200)
  expect(page.headers.get('x-release')).toMatch(/^\w{12}$/)
  await app.stop()
  const { stdout } = await run('du', ['-sm', unpacked, join(folder, `${title}.tar.gz`)])
  const [all, tarball] = stdout.split('\n').map((line) => line.split('\t')[0])
  noteSize(`${parts.length} parts; ${tarball} MB, ${all} MB installed`)
  await rm(folder, { recursive: true })
})

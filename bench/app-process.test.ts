import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { builtServer } from '#proxy/testing/built-server.ts'
import { root } from '#scripts/built-app.mjs'
import { startApp, startOptions } from './app-process.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'app-process-'))
})

afterEach(() => rm(folder, { recursive: true, maxRetries: 10 }))

it('ends the app in order, so that Node writes its profile', async () => {
  await mkdir(join(folder, 'dist'))
  await symlink(dirname(await builtServer()), join(folder, 'dist', 'proxy'), 'junction')
  const profiles = join(folder, 'profiles')
  const options = ['--cpu-prof', `--cpu-prof-dir=${profiles}`]
  const app = await startApp({}, options, folder)
  await app.stop()
  expect(app.process.exitCode).toBe(0)
  expect(await readdir(profiles)).toContainEqual(expect.stringMatching(/\.cpuprofile$/))
})

it.each([
  ['package.json', `node ${startOptions.join(' ')} scripts/start.mjs`],
  ['Dockerfile', JSON.stringify(['node', ...startOptions, 'dist/proxy/server.js'])],
  [
    'docs/deployment/esign-dingtalk.service',
    `/usr/bin/node ${startOptions.join(' ')} dist/proxy/server.js`,
  ],
])('starts Node with the options of %s', async (file, command) => {
  const text = await readFile(join(root, file), 'utf8')
  expect(text.replaceAll('", "', '","')).toContain(command)
})

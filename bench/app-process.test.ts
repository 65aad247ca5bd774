import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { builtServer } from '#proxy/testing/built-server.ts'
import { startApp } from './app-process.ts'

const probe = fileURLToPath(new URL('proxy/probe.mjs', import.meta.url))

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'app-process-'))
})

afterEach(() => rm(folder, { recursive: true, maxRetries: 10 }))

it('ends the app in order, so that Node writes its profile', async () => {
  await mkdir(join(folder, 'dist'))
  await symlink(dirname(await builtServer()), join(folder, 'dist', 'proxy'), 'junction')
  const profiles = join(folder, 'profiles')
  const options = ['--import', probe, '--cpu-prof', `--cpu-prof-dir=${profiles}`]
  const app = await startApp({}, options, folder)
  await app.stop()
  expect(app.process.exitCode).toBe(0)
  expect(await readdir(profiles)).toContainEqual(expect.stringMatching(/\.cpuprofile$/))
})

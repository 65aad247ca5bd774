import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isBuilt } from './built-app.mjs'

const before = new Date('2026-01-01T10:00:00Z')
const built = new Date('2026-01-01T11:00:00Z')
const after = new Date('2026-01-01T12:00:00Z')

/** @type {string} */
let folder

/**
 * @param {string} path
 * @param {Date} time
 */
function write(path, time) {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, '')
  utimesSync(file, time, time)
  for (let above = dirname(file); above !== folder; above = dirname(above)) {
    utimesSync(above, before, before)
  }
}

function build() {
  write('dist/web/index.html', built)
  write('dist/web/index.html.br', built)
  write('dist/proxy/server.js', built)
  write('dist/render/flow-html.js', built)
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'built-app-'))
  write('index.html', before)
  write('vite.config.ts', before)
  write('web/features/flow/page.tsx', before)
})

afterEach(() => rmSync(folder, { recursive: true }))

describe('isBuilt', () => {
  it('is false before the first build', () => {
    expect(isBuilt(folder, true)).toBe(false)
  })

  it('is true after a build', () => {
    build()
    expect(isBuilt(folder, true)).toBe(true)
  })

  it('asks for compressed copies only where they are wanted', () => {
    build()
    rmSync(join(folder, 'dist/web/index.html.br'))
    expect(isBuilt(folder, true)).toBe(false)
    expect(isBuilt(folder, false)).toBe(true)
  })

  it.each(['index.html', 'vite.config.ts', 'package-lock.json', 'web/features/flow/page.tsx'])(
    'is false once %s has changed',
    (path) => {
      build()
      write(path, after)
      expect(isBuilt(folder, true)).toBe(false)
    },
  )

  it('is false once a source was deleted', () => {
    write('proxy/old.ts', before)
    build()
    rmSync(join(folder, 'proxy/old.ts'))
    expect(isBuilt(folder, true)).toBe(false)
  })

  it('is false when the last build did not finish', () => {
    build()
    write('proxy/app.ts', after)
    write('dist/web/index.html', new Date(after.getTime() + 1_000))
    expect(isBuilt(folder, true)).toBe(false)
  })

  it('ignores unit tests and documentation', () => {
    build()
    write('web/features/flow/page.test.tsx', after)
    write('docs/architecture.md', after)
    expect(isBuilt(folder, true)).toBe(true)
  })

  it('is true where there are no sources, as in a release with its lock file', () => {
    build()
    for (const path of ['web', 'index.html', 'vite.config.ts'])
      rmSync(join(folder, path), { recursive: true })
    expect(isBuilt(folder, true)).toBe(true)
    write('package-lock.json', after)
    expect(isBuilt(folder, true)).toBe(true)
  })
})

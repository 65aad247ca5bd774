import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build } from 'vite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkCompressed, checkText, textAssets } from './assets.mjs'

/** @type {string} */
let folder

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-build-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

/**
 * @param {string} path
 * @param {string | Buffer} content
 */
function write(path, content) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

it('checks text files only, and skips files that are not served', () => {
  write('index.html', '')
  write('assets/a.js', '')
  write('assets/a.js.br', '')
  write('assets/logo.png', '')
  write('.vite/manifest.json', '{}')
  expect(textAssets(folder)).toEqual(['assets/a.js', 'index.html'])
})

describe('checkCompressed', () => {
  it('accepts a file with both siblings', () => {
    write('a.js', 'a()')
    write('a.js.br', brotliCompressSync('a()'))
    write('a.js.gz', gzipSync('a()'))
    expect(checkCompressed(folder, 'a.js')).toEqual([])
  })

  it('finds missing siblings', () => {
    write('a.js', 'a()')
    expect(checkCompressed(folder, 'a.js')).toEqual([
      'has no .br beside it',
      'has no .gz beside it',
    ])
  })

  it('finds siblings of an older build', () => {
    write('a.js', 'b()')
    write('a.js.br', brotliCompressSync('a()'))
    write('a.js.gz', gzipSync('b()'))
    expect(checkCompressed(folder, 'a.js')).toEqual(['a.js.br holds something else'])
  })
})

describe('checkText', () => {
  it.each(['zod', 'zod/mini'])('finds %s in the built form', async (module) => {
    const id = '\0entry'
    const entry = `import * as z from '${module}'; z.object({ a: z.string() }).parse(location)`
    const result = await build({
      configFile: false,
      logLevel: 'error',
      plugins: [
        {
          name: 'entry',
          resolveId: (name) => (name === 'entry' ? id : null),
          load: (name) => (name === id ? entry : null),
        },
      ],
      build: { write: false, rolldownOptions: { input: 'entry' } },
    })
    if (!('output' in result)) throw new Error('one output was expected')
    expect(checkText(result.output[0].code, '/nowhere')).toEqual(['contains zod'])
  })

  it("finds the project's folder in paths of either system", () => {
    expect(checkText('at("/home/me/app/web/main.tsx")', '/home/me/app')).toHaveLength(1)
    expect(checkText('"file:///home/me/app/web/main.tsx"', '/home/me/app')).toHaveLength(1)
    expect(
      checkText('at("\\\\home\\\\me\\\\app\\\\web\\\\main.tsx")', '/home/me/app'),
    ).toHaveLength(1)
  })

  it('accepts text that only resembles them', () => {
    const code = 'fetch("/app/flows"),zodiac(),"/app-web/main.tsx"'
    expect(checkText(code, '/app')).toEqual([])
  })
})

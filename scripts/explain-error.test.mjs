import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MagicString } from 'magic-string'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { explained } from './explain-error.mjs'
import { mapOfEdited, mapOfPage } from './web-build/source-maps.mjs'

const source = 'first()\n  second()\n'

/** @type {string} */
let folder
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'explain-error-'))
  await mkdir(join(folder, 'assets'))
})
afterEach(() => rm(folder, { recursive: true }))

/** The source bundled to one line, with its source map. */
function bundled() {
  const code = new MagicString(source).update(7, 10, ';')
  const map = code.generateMap({ hires: true, source: '../../../web/a.ts', includeContent: true })
  return { code: code.toString(), map: map.toString() }
}

it('finds the source of a place in a file whose lines have moved', async () => {
  const { code, map } = bundled()
  const edits = new MagicString(code).update(0, 5, 'muchLonger')
  const file = `// a line\n${edits.toString()}`
  const column = (file.split('\n')[1] ?? '').indexOf('second') + 1
  const mapText = JSON.stringify(mapOfEdited(edits, map, 1))
  await writeFile(join(folder, 'assets', 'app-1.js.map'), mapText)
  const stack = `TypeError: no\n    at f (https://a.example/assets/app-1.js:2:${column})\n    at g (https://a.example/assets/gone.js:1:2)`
  expect(explained(stack, folder)).toBe(
    'TypeError: no\n    at f (web/a.ts:2:3)\n    at g (https://a.example/assets/gone.js:1:2)',
  )
})

it("finds the sources of a log line's places", async () => {
  const { code, map } = bundled()
  const mapText = JSON.stringify(mapOfEdited(new MagicString(code), map))
  await writeFile(join(folder, 'assets', 'app-1.js.map'), mapText)
  const column = code.indexOf('second') + 1
  /** @param {string} place */
  const line = (place) => `{"path":"/api/client-errors","places":["${place}","/:1:2"]}`
  expect(explained(line(`/assets/app-1.js:1:${column}`), folder)).toBe(line('web/a.ts:2:3'))
})

it("finds the source of a place in an inline script, whatever the page's address", async () => {
  const { code, map } = bundled()
  const edits = new MagicString(code).prepend('(()=>{').append('})()')
  const text = edits.toString()
  const page = `<!doctype html>\n<script>${text}</script>\n`
  const pageMap = mapOfPage(page, [{ text, map: mapOfEdited(edits, map) }])
  await writeFile(join(folder, 'index.html.map'), JSON.stringify(pageMap))
  const column = (page.split('\n')[1] ?? '').indexOf('second') + 1
  expect(explained(`https://a.example:8080/flows/PRO-1?corpId=c:2:${column}`, folder)).toBe(
    'web/a.ts:2:3',
  )
})

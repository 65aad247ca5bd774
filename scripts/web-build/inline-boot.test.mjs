import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inlineBoot } from './inline-boot.mjs'

const page = `<!doctype html><head>
<script type="module" crossorigin src="/assets/index-1.js"></script>
<link rel="modulepreload" crossorigin href="/assets/boot-1.js">
<link rel="modulepreload" crossorigin href="/assets/app-1.js">
</head><body><p>shapes</p></body>`

const scripts = new Map([
  [
    'index-1.js',
    'import{t as later}from"./boot-1.js";self.order.push("index");later(()=>import(`./app-1.js`));',
  ],
  [
    'boot-1.js',
    'self.order.push("boot");var seven=7;function later(load){self.load=load;self.meta=import.meta.url}export{later as t,seven as n};',
  ],
  [
    'app-1.js',
    'import{n as number}from"./boot-1.js";import"./index-1.js";self.order.push("app");self.number=number;',
  ],
])

describe('inlineBoot', () => {
  /** @type {string} */
  let folder
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'inline-boot-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  /** @param {string} name @param {string} code */
  async function run(name, code) {
    const file = join(folder, name)
    await writeFile(file, code)
    await import(pathToFileURL(file).href)
  }

  /** @param {string} html */
  const inlineScripts = (html) =>
    [...html.matchAll(/<script>(.*?)<\/script>/gs)].map(([, code]) => String(code))

  it('runs the boot scripts in order, and gives their exports to later files', async () => {
    const built = inlineBoot({ page, scripts })
    /** @type {Record<string, unknown>} */
    const self = { order: [] }
    const location = { href: 'https://app.example/flows/1' }
    Object.assign(globalThis, { self, location })
    for (const [place, code] of inlineScripts(built.page).entries())
      await run(`boot-${place}.cjs`, code)
    await run('app.mjs', String(built.scripts.get('app-1.js')))
    expect(self).toMatchObject({ order: ['boot', 'index', 'app'], number: 7 })
    expect(self['meta']).toBe('https://app.example/flows/1')
  })

  it('leaves no reference to a removed file', () => {
    const built = inlineBoot({ page, scripts })
    expect([...built.scripts.keys()]).toEqual(['app-1.js'])
    expect(built.page).not.toContain('boot-1')
    expect(built.page).not.toContain('index-1')
    expect(built.page).toContain('href="/assets/app-1.js"')
    expect(built.page).toContain('import("/assets/app-1.js")')
  })

  it("is placed after the page's skeleton, so that the skeleton is painted first", () => {
    const { page: html } = inlineBoot({ page, scripts })
    expect(html.indexOf('shapes')).toBeLessThan(html.indexOf('<script>'))
  })

  describe('the first call', () => {
    const calling = new Map([
      ...scripts,
      [
        'index-1.js',
        'import{n as number}from"./call-1.js";import"./boot-1.js";self.order.push("index");self.number=number;self.asked=import(`./pc-call-1.js`);self.others=()=>import(`./phone-call-1.js`);',
      ],
      [
        'call-1.js',
        'import{n as number}from"./early-1.js";self.order.push("call");export{number as n};',
      ],
      ['early-1.js', 'var seven=7;self.order.push("early");export{seven as n};'],
      [
        'pc-call-1.js',
        'import{n as number}from"./call-1.js";self.order.push("pc");export{number as t};',
      ],
      [
        'phone-call-1.js',
        'import{n as number}from"./call-1.js";self.order.push("phone");export{number as t};',
      ],
    ])
    const styled = page.replace('<head>', '<head><style>p{}</style>')
    const built = () => inlineBoot({ page: styled, scripts: calling })

    it('is placed in the head with its imports, even before the style', () => {
      const { page: html } = built()
      const texts = [
        '"early"',
        '"call"',
        '"pc"',
        '"phone"',
        '<style>',
        '</head>',
        'shapes',
        '"boot"',
      ]
      const places = texts.map((text) => html.indexOf(text))
      expect(places).not.toContain(-1)
      expect(places).toEqual(places.toSorted((a, b) => a - b))
    })

    it('is followed by the marked code for each client, which it finds there', async () => {
      const { page: html } = built()
      const elements = [...html.matchAll(/<script(?: data-client="(\w+)")?>(.*?)<\/script>/gs)]
      expect(elements.map(([, mark]) => mark ?? 'all').join(' ')).toBe('all all pc phone all all')
      const found = elements.filter(([, mark]) => mark !== 'phone')
      /** @type {Record<string, unknown>} */
      const self = { order: [] }
      Object.assign(globalThis, { self })
      for (const [place, [, , code]] of found.entries())
        await run(`pc-boot-${place}.cjs`, String(code))
      expect(self).toMatchObject({ order: ['early', 'call', 'pc', 'boot', 'index'], number: 7 })
      expect(await self['asked']).toEqual({ t: 7 })
    })

    it.each(['pc', 'phone'])('has a file with the code for %s, for a page without it', (client) => {
      const { page: html, scripts: files } = built()
      expect(html).toContain(`import("/assets/${client}-call-1.js")`)
      expect(files.get(`${client}-call-1.js`)).toContain('self.bootExports[1]')
    })
  })

  it('refuses code that it cannot inline without changing its meaning', () => {
    const odd = new Map([...scripts, ['boot-1.js', 'export default 7']])
    expect(() => inlineBoot({ page, scripts: odd })).toThrow(SyntaxError)
    const whole = new Map([...scripts, ['app-1.js', 'import*as boot from"./boot-1.js"']])
    expect(() => inlineBoot({ page, scripts: whole })).toThrow('boot-1.js is to be fetched')
    const unsafe = new Map([...scripts, ['boot-1.js', 'var t="</script>";export{t}']])
    expect(() => inlineBoot({ page, scripts: unsafe })).toThrow('would end its element')
    const listed = new Map([...scripts, ['lazy-1.js', 'var list=["assets/boot-1.js"]']])
    expect(() => inlineBoot({ page, scripts: listed })).toThrow('boot-1.js is to be fetched')
  })
})

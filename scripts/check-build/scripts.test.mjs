import { describe, expect, it } from 'vitest'
import { checkInlineScripts, checkScript } from './scripts.mjs'

describe('checkScript', () => {
  it.each([
    ['a?.b', 'optional chaining'],
    ['a?.()', 'optional chaining'],
    ['a ?? b', '??'],
    ['a ??= b', '??='],
    ['a ||= b', '||='],
    ['a &&= b', '&&='],
    ['class A { b = 1 }', 'class field'],
    ['class A { static b = 1 }', 'static class field'],
    ['class A { #b = 1 }', 'class field'],
    ['class A { #b() {} }', 'private class method'],
    ['class A { static { b() } }', 'static class block'],
    ['const a = 1_000', 'numeric separator'],
    ['const a = 1n', 'BigInt literal'],
    ['await a', 'top-level await'],
    ['for await (const a of b) c(a)', 'top-level await'],
    ['const a = /(?<=b)c/', 'lookbehind'],
    ['const a = /(?<!b)c/', 'lookbehind'],
    ["const a = new RegExp('(?<=b)c')", 'lookbehind'],
    ["const a = RegExp('b', 'v')", 'flag v'],
    ['const a = /b/d', 'flag d'],
    ['const a = /[b--c]/v', 'flag v'],
    ['const a = /(?i:b)/', 'modifiers'],
    ["a.querySelector('b :is(c, d)')", 'selector with :is()'],
    ['a.matches(`${b} :where(c)`)', 'or :where()'],
    ["const a = '.b:has(c)'", 'selector with :has()'],
    ["export * as a from 'b'", 'export * as'],
    ["import a from 'b' with { type: 'json' }", 'import attributes'],
    ["export { a } from 'b' with { type: 'json' }", 'import attributes'],
    ["import('b', { with: { type: 'json' } })", 'import attributes'],
    ['{ using a = b() }', 'using declaration'],
    ["eval('a')", 'eval(…)'],
    ["(0, eval)('a')", 'eval(…)'],
    ["new Function('return 1')", 'Function(…)'],
    ["Function('return this')()", 'Function(…)'],
  ])('flags %s', (code, what) => {
    const findings = checkScript(code, 'module')
    expect(findings).toHaveLength(1)
    expect(findings[0]).toContain(what)
  })

  it.each([
    "import a from 'b'; export { a as default }",
    "import('a').catch(() => {})",
    'const a = import.meta.url',
    'try { a() } catch { b() }',
    'const { a, ...rest } = { ...b }',
    'async function a() { for await (const b of c) await b }',
    'const a = async () => await b, d = 2 ** 3',
    'class A extends B { static c() {} get d() { return super.d } }',
    'const a = /(?<year>\\d+)\\p{Lu}/su',
    'const a = /[(?<=]\\(?<=b/',
    "const a = 'b ?? c?.d 1_000 eval(e)'",
    "a.querySelector('b c, b d:not(:disabled)'), e('1:is')",
    "const a = 'x_y', b = /x_y/, x_y = 1",
    'const Functional = Function.prototype, a = b instanceof Function',
  ])('accepts %s', (code) => {
    expect(checkScript(code, 'module')).toEqual([])
  })

  it('names the place', () => {
    expect(checkScript('a()\nb() ?? c', 'module')).toEqual(['2:1: ?? (Chrome 80, Safari 13.1)'])
  })

  it('reports code that it cannot parse', () => {
    expect(checkScript('const = 1', 'module')).toEqual([
      expect.stringContaining('cannot be parsed'),
    ])
  })
})

describe('checkInlineScripts', () => {
  it('finds new syntax in classic and module scripts', () => {
    const html = `<script type="module">await a</script><p>a ?? b</p>
      <script>
        a?.b
      </script>`
    expect(checkInlineScripts(html)).toEqual([
      'inline script 1: 1:1: top-level await (Chrome 89, Safari 15)',
      'inline script 2: 2:9: optional chaining (Chrome 80, Safari 13.1)',
    ])
  })

  it('skips data blocks and scripts with a src', () => {
    const html =
      '<script type="application/json">{"a":"b ?? c"}</script><script src="/a.js"></script>'
    expect(checkInlineScripts(html)).toEqual([])
  })
})

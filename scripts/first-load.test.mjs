import { describe, expect, it } from 'vitest'
import { bootScripts, firstLoadFiles } from './first-load.mjs'

const manifest = {
  'index.html': {
    file: 'assets/boot.js',
    isEntry: true,
    imports: ['_jsapi.js'],
    dynamicImports: ['web/main.tsx'],
  },
  '_jsapi.js': { file: 'assets/jsapi.js', imports: ['_shared.js'] },
  '_shared.js': { file: 'assets/shared.js' },
  'web/main.tsx': {
    file: 'assets/main.js',
    imports: ['index.html', '_react.js'],
    css: ['assets/main.css'],
  },
  '_react.js': { file: 'assets/react.js' },
  'web/features/admin/page.tsx': { file: 'assets/admin.js', imports: ['_react.js'] },
}

const html = `<!doctype html>
<link rel="icon" href="/favicon.svg" />
<script type="module" crossorigin src="/assets/boot.js"></script>
<link rel="modulepreload" crossorigin href="/assets/main.js">
<link rel=stylesheet href=/assets/main.css>
<script>inline()</script>`

describe('bootScripts', () => {
  it('are the entry and its static imports, however deep, and not what it imports later', () => {
    expect(bootScripts(manifest)).toEqual(['assets/boot.js', 'assets/jsapi.js', 'assets/shared.js'])
  })
})

describe('firstLoadFiles', () => {
  it('are what the page names and their imports, each once', () => {
    expect(firstLoadFiles(html, manifest).toSorted()).toEqual([
      'assets/boot.js',
      'assets/jsapi.js',
      'assets/main.css',
      'assets/main.js',
      'assets/react.js',
      'assets/shared.js',
    ])
  })
})

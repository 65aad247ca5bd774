import { describe, expect, it } from 'vitest'
import { firstLoadFiles, inlineCode, pageFor } from './first-load.mjs'

const html = `<!doctype html>
<link rel="icon" href="/favicon.svg" />
<style>p { color: red }</style>
<link rel="modulepreload" crossorigin href="/assets/app.js">
<link rel=preload as=style href=/assets/app.css>
<link rel="stylesheet" href="/assets/app.css">
<link data-part="details" rel="later" href="/assets/details.js">
<body><script type="module">boot()</script></body>`

describe('firstLoadFiles', () => {
  it('are the scripts and styles that the page refers to, each once', () => {
    expect(firstLoadFiles(html)).toEqual(['assets/app.js', 'assets/app.css', 'assets/details.js'])
  })
})

describe('inlineCode', () => {
  it("is the page's inline scripts and styles", () => {
    expect(inlineCode(html)).toBe('p { color: red }\nboot()')
  })
})

describe('pageFor', () => {
  it('is the page without the code for the other kind of client', () => {
    const both = '<script data-client="phone">a()</script>\n<script data-client="pc">b()</script>'
    expect(inlineCode(pageFor(both, 'phone'))).toBe('a()')
    expect(inlineCode(pageFor(both, 'pc'))).toBe('b()')
  })
})

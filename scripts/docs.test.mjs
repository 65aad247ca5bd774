import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, it } from 'vitest'

const pages = [
  'AGENTS.md',
  'CONTRIBUTING.md',
  'README.md',
  'README.zh-CN.md',
  ...readdirSync('docs', { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
]

/** @param {string} page */
const textOf = (page) => readFileSync(page, 'utf8').replace(/^```[^]*?^```/gm, '')

/**
 * The anchors of a page, as GitHub names them.
 * @param {string} page
 */
function anchorsOf(page) {
  const heads = textOf(page).matchAll(/^#+ (.+)$/gm)
  return [...heads].map(([, head = '']) =>
    head
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_\- ]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** @param {string} page */
function brokenLinksOf(page) {
  const links = [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link)
  return links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false
    const [path = '', anchor] = link.split('#')
    const target = path === '' ? page : join(dirname(page), path)
    if (!existsSync(target)) return true
    return anchor !== undefined && !anchorsOf(target).includes(anchor)
  })
}

/**
 * Names of our files and folders in the text that are none.
 * @param {string} page
 */
function missingPathsOf(page) {
  const words = [...textOf(page).matchAll(/`([^`\s]+)`/g)].map(([, word = '']) => word)
  return words
    .filter((word) => /^(proxy|web|shared|sandbox|e2e|bench|scripts|public)\/[\w./-]+$/.test(word))
    .filter((path) => {
      if (existsSync(path)) return false
      // Without the end of its name, as in `web/i18n/words`.
      const folder = existsSync(dirname(path)) ? readdirSync(dirname(path)) : []
      return !folder.some((name) => name.startsWith(`${basename(path)}.`))
    })
}

it.each(pages)('%s links to what there is', (page) => {
  expect(brokenLinksOf(page)).toEqual([])
})

it.each(pages)('%s names files that there are', (page) => {
  expect(missingPathsOf(page)).toEqual([])
})

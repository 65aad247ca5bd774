import { stripVTControlCharacters } from 'node:util'

/** @import { LongTest } from '../long-tests-page.mjs' */

const introduction = `# What was really run

The last results of \`npm run test:deploy\`, which writes this page: the recipes of [deployment](../deployment.md), run with Debian's programs. A run of some tests alone replaces what it ran.`

/**
 * `docs/deployment/results.md` after a run.
 * @param {string} before the page as it is; empty if there is none
 * @param {readonly LongTest[]} tests of the run
 * @param {{ date: Date, commit: string, programsOf: (name: string) => string, root: string }} run
 * what it ran on, what each test ran with, and the project's folder, which is left out of paths
 * @returns {string}
 */
export function resultsPage(before, tests, { date, commit, programsOf, root }) {
  const sections = new Map(
    before
      .split(/^(?=## )/m)
      .slice(1)
      .map((text) => [/^## (.*)/.exec(text)?.[1] ?? '', text.trim()]),
  )
  for (const file of new Set(tests.map((test) => test.file))) {
    const own = tests.filter((test) => test.file === file)
    const failed = own.filter(({ isPassed }) => !isPassed)
    const name = file.replace(/\.spec\.ts$/, '')
    const head = `${date.toISOString().slice(0, 10)}, commit ${commit}, ${programsOf(name)}: ${own.length - failed.length} passed, ${failed.length} failed.`
    const lines = own.map(({ name: title, sizes, ms, isPassed, failures }) => {
      const outcome = isPassed ? 'passed' : '**failed**'
      const size = sizes.length === 0 ? '' : ` (${sizes.join('; ')})`
      const why = failures.map((text) => ` ${firstLine(text, root)}`).join('')
      return `- ${outcome}, ${(ms / 1000).toFixed(1)} s: ${plain(title.replace(/ \(\w+\)$/, ''))}${plain(size)}${plain(why)}`
    })
    sections.set(name, [`## ${name}`, head, lines.join('\n')].join('\n\n'))
  }
  const names = [...sections.keys()].toSorted()
  return [introduction, ...names.map((name) => sections.get(name))].join('\n\n')
}

/** @param {string} text @param {string} root */
function firstLine(text, root) {
  return stripVTControlCharacters(text).replaceAll(`${root}/`, '').split('\n')[0] ?? ''
}

/** @param {string} text */
function plain(text) {
  return text.replace(/\s+/g, ' ').replace(/[<*_`[\]]/g, '\\$&')
}

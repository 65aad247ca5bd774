import { stripVTControlCharacters } from 'node:util'

/**
 * A test of a run: what it did (`noteSize`), how long it took in milliseconds, and why it failed.
 * @typedef {{ file: string, name: string, sizes: string[], ms: number, isPassed: boolean, failures: string[] }} LongTest
 */

/** Lines of a failure that are kept. */
const maxFailureLines = 12

/**
 * The tests in a report of Vitest's `json` reporter.
 * @param {{ testResults: { name: string, message?: string, assertionResults: { fullName: string, status: string, duration?: number | null, failureMessages?: string[] | null, meta?: { sizes?: string[] } }[] }[] }} report
 * @returns {LongTest[]}
 */
export function vitestTests({ testResults }) {
  return testResults.flatMap(({ name: file, message = '', assertionResults }) => {
    const tests = assertionResults.filter(({ status }) => status !== 'skipped')
    // A file that does not even load has no tests.
    if (tests.length === 0 && message !== '')
      return [{ file, name: '', sizes: [], ms: 0, isPassed: false, failures: [message] }]
    return tests.map(({ fullName, status, duration, failureMessages, meta }) => ({
      file,
      name: fullName,
      sizes: meta?.sizes ?? [],
      ms: duration ?? 0,
      isPassed: status === 'passed',
      failures: failureMessages ?? [],
    }))
  })
}

/**
 * @typedef {{ title: string, file: string, tests: { results: { status: string, duration: number, errors: { message?: string }[] }[], annotations: { type: string, description?: string }[] }[] }} Spec
 * @typedef {{ specs?: Spec[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 */

/**
 * The tests in a report of Playwright's `json` reporter.
 * @param {PlaywrightSuite} suite
 * @returns {LongTest[]}
 */
export function playwrightTests({ specs = [], suites = [] }) {
  const own = specs.flatMap(({ title, file, tests }) =>
    tests.flatMap(({ results, annotations }) => {
      const last = results.at(-1)
      return last === undefined
        ? []
        : [
            {
              file,
              name: title,
              sizes: annotations.flatMap(({ type, description = '' }) =>
                type === 'size' ? [description] : [],
              ),
              ms: last.duration,
              isPassed: last.status === 'passed',
              failures: last.errors.map(({ message = '' }) => message),
            },
          ]
    }),
  )
  return [...own, ...suites.flatMap(playwrightTests)]
}

/**
 * `docs/long-tests.md`: a line for each file, and for each test that noted its size or failed.
 * @param {readonly LongTest[]} tests
 * @param {{ date: Date, commit: string, root: string }} run the commit it ran on, and the
 * project's folder, which is left out of paths
 * @returns {string}
 */
export function longTestsPage(tests, { date, commit, root }) {
  const failed = tests.filter(({ isPassed }) => !isPassed)
  const minutes = Math.ceil(tests.reduce((sum, { ms }) => sum + ms, 0) / 60_000)
  /** @param {string} text */
  const plain = (text) =>
    stripVTControlCharacters(text).replaceAll(`file://${root}/`, '').replaceAll(`${root}/`, '')
  /** @param {string} text */
  const cell = (text) =>
    plain(text)
      .replace(/\s+/g, ' ')
      .replace(/[<*_`[\]]/g, '\\$&')
  /** @param {LongTest} test */
  const line = ({ name, sizes, ms, isPassed }) => {
    const outcome = isPassed ? 'passed' : '**failed**'
    const size = sizes.length === 0 ? '' : ` (${cell(sizes.join('; '))})`
    return `- ${outcome}, ${(ms / 1000).toFixed(1)} s: ${cell(name)}${size}`
  }
  const files = [...new Set(tests.map(({ file }) => file))]
  const results = files.flatMap((file) => {
    const own = tests.filter((test) => test.file === file)
    const passed = own.filter(({ isPassed }) => isPassed).length
    const seconds = own.reduce((sum, { ms }) => sum + ms, 0) / 1000
    const named = own.filter(({ sizes, isPassed }) => sizes.length > 0 || !isPassed)
    return [
      `## ${cell(file)}`,
      `${passed} of ${own.length} passed, in ${seconds.toFixed(1)} s.`,
      ...(named.length === 0 ? [] : [named.map(line).join('\n')]),
    ]
  })
  const failures = failed.flatMap(({ file, name, sizes, failures: texts }) => [
    `### ${cell(file)}: ${cell(name)}`,
    ...sizes.map((size) => `- ${cell(size)}`),
    ...texts.map((text) => {
      const lines = plain(text).split('\n').slice(0, maxFailureLines)
      return `\`\`\`\`text\n${lines.join('\n')}\n\`\`\`\``
    }),
  ])
  return [
    '# Long tests',
    'The last result of `npm run test:long`, which writes this page: of each file what passed, and the tests that note a size.',
    `${date.toISOString().slice(0, 10)}, commit ${commit}: ${tests.length - failed.length} passed, ${failed.length} failed, in ${minutes} minutes of tests.`,
    ...results,
    ...(failures.length > 0 ? ['## Failures', ...failures] : []),
  ].join('\n\n')
}

import { expect, it } from 'vitest'
import { resultsPage } from './results-page.mjs'

/** @param {string} file @param {string} name @param {boolean} isPassed */
const test = (file, name, isPassed) => ({
  file,
  name,
  sizes: isPassed ? ['3 rounds'] : [],
  ms: 1500,
  isPassed,
  failures: isPassed ? [] : ['Error: /app/e2e/x.ts is away\nat line 1'],
})

const date = new Date('2026-12-01T00:00:00Z')
const run = { date, commit: 'abc', programsOf: () => 'nginx 1.26', root: '/app' }

it('replaces the sections of what was run, and keeps the others', () => {
  const tests = [test('nginx.spec.ts', 'streams', true), test('image.spec.ts', 'starts', true)]
  const before = resultsPage('', tests, run)
  const later = { ...run, commit: 'def', programsOf: () => 'nginx 1.27' }
  const after = resultsPage(before, [test('nginx.spec.ts', 'streams', false)], later)
  expect(after.match(/^#+ .*/gm)).toEqual(['# What was really run', '## image', '## nginx'])
  expect(after).toContain('2026-12-01, commit abc, nginx 1.26: 1 passed, 0 failed.')
  expect(after).toContain('- passed, 1.5 s: starts (3 rounds)')
  expect(after).toContain('2026-12-01, commit def, nginx 1.27: 0 passed, 1 failed.')
  expect(after).toContain('- **failed**, 1.5 s: streams Error: e2e/x.ts is away')
})

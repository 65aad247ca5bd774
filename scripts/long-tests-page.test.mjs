import { expect, it } from 'vitest'
import { longTestsPage, playwrightTests, vitestTests } from './long-tests-page.mjs'

const run = { date: new Date('2026-11-30T08:00:00Z'), commit: 'abc123', root: '/home/me/app' }

it('says when, on which commit, at which size and how each test ended', () => {
  const tests = vitestTests({
    testResults: [
      {
        name: '/home/me/app/proxy/a.test.ts',
        assertionResults: [
          { fullName: 'kills', status: 'passed', duration: 61_000, meta: { sizes: ['100 kills'] } },
          { fullName: 'starts', status: 'passed', duration: 1_000 },
          { fullName: 'left out', status: 'skipped' },
          {
            fullName: 'loses nothing',
            status: 'failed',
            duration: 200,
            meta: { sizes: ['seed 7'] },
            failureMessages: ['Error: lost\n    at /home/me/app/proxy/a.test.ts:3:1'],
          },
        ],
      },
      { name: '/home/me/app/proxy/b.test.ts', message: 'no such module', assertionResults: [] },
    ],
  })
  const page = longTestsPage(tests, run)
  expect(page).toContain('2026-11-30, commit abc123: 2 passed, 2 failed, in 2 minutes of tests.')
  expect(page).toContain(
    '## proxy/a.test.ts\n\n2 of 3 passed, in 62.2 s.\n\n- passed, 61.0 s: kills (100 kills)\n',
  )
  expect(page).not.toContain('starts')
  expect(page).toContain('- **failed**, 0.2 s: loses nothing (seed 7)')
  expect(page).toContain('### proxy/a.test.ts: loses nothing\n\n- seed 7\n')
  expect(page).toContain('Error: lost\n    at proxy/a.test.ts:3:1')
  expect(page).toContain('no such module')
  expect(page).not.toContain('/home/me')
})

it('contains the tests in the browser', () => {
  const result = { status: 'timedOut', duration: 1_500, errors: [{ message: 'no row' }] }
  const annotations = [{ type: 'size', description: '10000 rows' }]
  const test = { annotations, results: [result] }
  const spec = { title: 'scrolls', file: 'specs/big-list.spec.ts', tests: [test] }
  const [found] = playwrightTests({ suites: [{ specs: [spec] }] })
  expect(found).toMatchObject({ name: 'scrolls', sizes: ['10000 rows'], isPassed: false })
  expect(longTestsPage(found ? [found] : [], run)).toContain('no row')
})

import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { isolated, projectOf, projects, rest, testFiles } from './test-projects.mjs'

it('every test file belongs to one project', () => {
  const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    encoding: 'utf8',
  })
  const files = tracked.split('\n').filter((file) => /\.test\.(?:ts|tsx|mjs)$/.test(file))
  const found = Object.values(projects()).flatMap((project) => project.files)
  expect(found.toSorted()).toEqual(files.toSorted())
})

it.each([...rest, ...isolated])('there are tests in %s', (start) => {
  expect(testFiles().some((file) => file.startsWith(start))).toBe(true)
})

it.each([
  ['proxy/testing/instances/x.test.ts', '', 'rest'],
  ['proxy/features/files/x.test.ts', '', 'modules'],
  ['proxy/features/files/x.test.ts', "vi.mock('x')", 'isolated'],
  ['proxy/features/files/x.test.ts', "import '#proxy/testing/test-proxy.ts'", 'servers'],
  ['proxy/features/files/x.test.ts', "import './app.ts'; vi.mock('x')", 'isolated'],
  ['proxy/x.test.ts', '', 'servers'],
  ['web/x.test.ts', '// @vitest-environment happy-dom', 'documents'],
])('%s with %o is of a project', (file, text, project) => {
  expect(projectOf(file, text)).toBe(project)
})

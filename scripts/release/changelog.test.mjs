import { expect, it } from 'vitest'
import { releasedChangelog, sectionOf } from './changelog.mjs'

const date = new Date('2026-12-01T12:00:00Z')
const head = '# Changelog\n\nThere has been no release yet. It is kept by hand.\n\n'

it('makes a section of what is unreleased, and tells it for the tag', () => {
  const text = releasedChangelog(`${head}## Unreleased\n\n### Added\n\n- All.\n`, '1.0.0', date)
  expect(text).toBe(
    '# Changelog\n\nIt is kept by hand.\n\n## Unreleased\n\n## 1.0.0 – 2026-12-01\n\n### Added\n\n- All.\n',
  )
  expect(sectionOf(text, '1.0.0')).toBe('1.0.0\n\n\n### Added\n\n- All.')
  // A run that failed after it may be repeated.
  expect(releasedChangelog(text, '1.0.0', date)).toBe(text)
})

it('keeps the sections of earlier versions', () => {
  const before = `${head}## Unreleased\n\n- New.\n\n## 1.0.0 – 2026-12-01\n\n- All.\n`
  const text = releasedChangelog(before, '1.1.0', date)
  expect(sectionOf(text, '1.1.0')).toBe('1.1.0\n\n\n- New.')
  expect(sectionOf(text, '1.0.0')).toBe('1.0.0\n\n\n- All.')
})

it.each(['## Unreleased\n', '## Unreleased\n\n## 0.9.0 – 2026-11-01\n\n- Old.\n'])(
  'refuses a version of which nothing is told',
  (text) => {
    expect(() => releasedChangelog(head + text, '1.0.0', date)).toThrow('tells nothing of 1.0.0')
  },
)

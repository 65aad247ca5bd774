const unreleased = '## Unreleased\n'

/**
 * The changelog with what is unreleased as the section of a version, or as it is if it has that
 * section and nothing is unreleased.
 * @param {string} text
 * @param {string} version
 * @param {Date} date
 * @throws {Error} if it tells nothing of the version
 */
export function releasedChangelog(text, version, date) {
  const head = `## ${version} – ${date.toISOString().slice(0, 10)}\n`
  const [before, after] = split(text)
  const news = after.split(/^## /m)[0]?.trim() ?? ''
  if (news === '') {
    if (text.includes(`\n## ${version} `)) return text
    throw new Error(`CHANGELOG.md tells nothing of ${version}.`)
  }
  const first = 'There has been no release yet. '
  return `${before.replace(first, '')}${unreleased}\n${head}${after}`
}

/** @param {string} text @returns {[string, string]} what is before and after the head */
function split(text) {
  const at = text.indexOf(unreleased)
  if (at === -1) throw new Error('CHANGELOG.md has no section Unreleased.')
  return [text.slice(0, at), text.slice(at + unreleased.length)]
}

/**
 * What the changelog tells of a version, without its head.
 * @param {string} text
 * @param {string} version
 */
export function sectionOf(text, version) {
  const sections = text.split(/^## /m)
  const own = sections.find((section) => section.startsWith(`${version} `)) ?? ''
  return `${version}\n${own.slice(own.indexOf('\n'))}`.trim()
}

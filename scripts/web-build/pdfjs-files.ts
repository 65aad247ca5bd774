import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

// The parts of pdf.js that are fetched when a file needs them: character maps, and the fonts that
// every PDF may use without embedding them.

const source = new URL('../../node_modules/pdfjs-dist', import.meta.url).pathname

const { version }: { version: string } = JSON.parse(
  readFileSync(join(source, 'package.json'), 'utf8'),
)

/** Below `assets/`, whose files are cached for ever, so it is named after the version. */
export const pdfjsFolder = `assets/pdfjs-${version}`

const folders = ['cmaps', 'standard_fonts']

function read(path: string): Buffer {
  return readFileSync(join(source, path))
}

export function pdfjsFiles(): Plugin {
  return {
    name: 'pdfjs-files',
    generateBundle() {
      const emit = (name: string, content: string | Buffer) =>
        this.emitFile({ type: 'asset', fileName: `${pdfjsFolder}/${name}`, source: content })
      for (const folder of folders)
        for (const name of readdirSync(join(source, folder))) emit(name, read(`${folder}/${name}`))
      emit('LICENSE', read('LICENSE'))
      emit('LICENSE_OPENJPEG', read('wasm/LICENSE_OPENJPEG'))
    },
    configureServer(server) {
      server.middlewares.use(`/${pdfjsFolder}`, (request, response, next) => {
        const name = /^\/([\w.-]+)$/.exec(request.url ?? '')?.[1]
        const found = [...folders, 'wasm'].find((folder) =>
          readdirSync(join(source, folder)).includes(name ?? ''),
        )
        if (name === undefined || found === undefined) return next()
        if (name.endsWith('.js')) response.setHeader('content-type', 'text/javascript')
        response.end(read(`${found}/${name}`))
      })
    },
  }
}

/**
 * Changes pdf.js for our Content-Security-Policy and for workers that are no modules: no code from
 * text, and the decoder of JPEG 2000 is a script (`web/widgets/viewer/jpx-decoder.ts`). The worker
 * asks `web/widgets/viewer/pdf-worker.ts` for bounds that pdf.js does not have.
 */
export function adaptPdfjs(code: string): string {
  return code
    .replace(`Function('return require("' + name + '")')()`, 'undefined')
    .replace("Function('return this')()", 'self')
    .replaceAll('new Function("");', 'throw new Error("the policy forbids it");')
    .replace(/return new Function\("src"[^;]*;/, 'return null;')
    .replace(
      /const mod = await import\([^)]*path\);\s*instance = mod\.default\(\);/,
      'self.loadDecoder(); instance = self.OpenJPEG();',
    )
    .replace(/(?=const task = new WorkerTask\(`GetOperatorList)/, 'self.startPage();\n')
    .replace(/(?<=addOp\(fn, args\) \{\n)(?=\s*this\.optimizer\.push)/, 'self.countOperator();\n')
    .replace(
      /(?<=ensureBuffer\(requested\) \{\n)(?=\s*const buffer = this\.buffer)/,
      'self.checkStream(requested);\n',
    )
    .replace(
      /(?<=totalLength \+= chunk\.byteLength;\n)(?=\s*\}\n\s*const data = new Uint8Array\(totalLength\);\n\s*let offset)/,
      'self.checkStream(totalLength);\n',
    )
    .replace(/(?=if \(maxImageSize !== -1 && w \* h > maxImageSize\))/, 'self.checkImage(w, h);\n')
    .replace(
      /(?<=\n)(?=\s*this\.width = width;\n\s*this\.height = height;\n\s*this\.interpolate)/,
      'self.countImage(width, height);\n',
    )
}

// The worker of pdf.js, a file of its own.
import 'core-js/actual/global-this'
import '#web/polyfills.ts'
import 'pdfjs-dist/legacy/build/pdf.worker.mjs'
import { bounds, TooMuch, type WorkerNote } from './bounds.ts'
// oxlint-disable-next-line import/default -- the build makes it
import decoderAddress from './jpx-decoder.ts?worker&url'

const tell = (note: WorkerNote) => postMessage(note)

// pdf.js leaves out what it cannot decode and goes on, so the page has to end this worker.
function giveUp(): never {
  tell({ viewer: 'too-much' })
  throw new TooMuch('a bound of the viewer')
}

let operators = 0
let imagePixels = 0

declare function importScripts(address: string): void

// `scripts/web-build/pdfjs-files.ts` makes pdf.js call these.
Object.assign(self, {
  loadDecoder() {
    tell({ viewer: 'waits', by: 1 })
    importScripts(decoderAddress)
    tell({ viewer: 'waits', by: -1 })
  },
  startPage() {
    operators = 0
    imagePixels = 0
  },
  countOperator() {
    operators += 1
    if (operators > bounds.operators) giveUp()
  },
  checkStream(bytes: number) {
    if (bytes > bounds.streamBytes) giveUp()
  },
  checkImage(width: number, height: number) {
    if (width * height > bounds.imagePixels) giveUp()
  },
  countImage(width: number, height: number) {
    imagePixels += width * height
    if (width * height > bounds.imagePixels || imagePixels > bounds.allImagesPixels) giveUp()
  },
})

const fetch = self.fetch.bind(self)
self.fetch = async (...request: Parameters<typeof fetch>) => {
  tell({ viewer: 'waits', by: 1 })
  try {
    return await fetch(...request)
  } finally {
    tell({ viewer: 'waits', by: -1 })
  }
}

// The worker of pdf.js, a file of its own.
import '#web/boot/polyfills.ts'
import 'pdfjs-dist/legacy/build/pdf.worker.mjs'
import decoderAddress from './jpx-decoder.ts?worker&url'

// `scripts/web-build/pdfjs-files.ts` makes pdf.js load it from there.
Object.assign(self, { decoderAddress })

// The worker of pdf.js, a file of its own.
import 'core-js/actual/global-this'
import '#web/polyfills.ts'
import 'pdfjs-dist/legacy/build/pdf.worker.mjs'
// oxlint-disable-next-line import/default -- the build makes it
import decoderAddress from './jpx-decoder.ts?worker&url'

// `scripts/web-build/pdfjs-files.ts` makes pdf.js load it from there.
Object.assign(self, { decoderAddress })

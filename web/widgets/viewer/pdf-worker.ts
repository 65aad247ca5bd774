// The worker of pdf.js, a file of its own.
import '#web/boot/polyfills.ts'
import 'pdfjs-dist/legacy/build/pdf.worker.mjs'

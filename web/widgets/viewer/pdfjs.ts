// The page's part of pdf.js, a file of its own.
export {
  getDocument,
  PDFDataRangeTransport,
  PDFWorker,
  TextLayer,
} from 'pdfjs-dist/legacy/build/pdf.mjs'
export type { PDFDocumentProxy, PDFPageProxy, RenderTask } from 'pdfjs-dist'

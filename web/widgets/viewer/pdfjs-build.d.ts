/** Path of the files that pdf.js fetches when a file needs them, inserted by the build. */
declare const PDFJS_FOLDER: string

declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs'

declare module 'pdfjs-dist/wasm/openjpeg_nowasm_fallback.js' {
  const openJpeg: object
  export default openJpeg
}

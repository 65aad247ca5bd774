/** The page's part of pdf.js. */
export const loadPdfjs = () => import('./pdfjs.ts')

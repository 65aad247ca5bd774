import { loadPdfjs } from './load-pdfjs.ts'

/** The viewer, and at the same time what it needs next. Rejects without a network. */
export function loadViewer() {
  // If this fails, the viewer tries again, and says so.
  loadPdfjs().catch(() => {})
  import('./engine.ts').then(({ warmUp }) => warmUp()).catch(() => {})
  return import('./viewer.tsx')
}

/**
 * Fetches the viewer before it is needed, unless the person saves data.
 * @param isWhole whether with pdf.js, which is much larger
 */
export async function prefetchViewer(isWhole: boolean): Promise<void> {
  const { connection }: { connection?: { saveData?: boolean } } = navigator as object
  if (connection?.saveData === true) return
  const [{ prefetchWorker }] = await Promise.all([import('./engine.ts'), import('./viewer.tsx')])
  if (isWhole) await Promise.all([loadPdfjs(), prefetchWorker()])
}

/** Loads code. If that fails, its files are fetched anew, and it is loaded once more. */
export function loadAgain<T>(load: () => Promise<T>): Promise<T> {
  return load().catch((cause) =>
    import('./fresh-files.ts').then(({ fetchFilesAnew }) => fetchFilesAnew(cause)).then(load),
  )
}

/**
 * Whether a part of the tests can run on this machine; says so if it cannot. In CI it must.
 * @param find throws an Error with the reason if a program is missing
 * @throws Error with that reason if `CI` is set
 */
export function canRun(part: string, find: () => unknown): boolean {
  try {
    find()
    return true
  } catch (error) {
    if (process.env['CI']) throw error
    // Every worker evaluates Playwright's configuration; only the main process prints.
    if (process.env['TEST_WORKER_INDEX'] === undefined) {
      const why = error instanceof Error ? error.message : String(error)
      process.stderr.write(`${part} left out: ${why}\n`)
    }
    return false
  }
}

/** Parses `SANDBOX_PORT`: 9030 if it is unset or empty, null if it is not a port. */
export function sandboxPort(text = ''): number | null {
  const wanted = text.trim()
  if (wanted === '') return 9030
  const port = /^\d{1,5}$/.test(wanted) ? Number(wanted) : 0
  return port >= 1 && port <= 65_535 ? port : null
}

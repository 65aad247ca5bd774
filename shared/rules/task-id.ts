/** See `isTaskId`. */
export const taskIdPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/

/**
 * Opaque (`PRO-…`, `PRO_…`): only alphabet and length are checked, enough to be safe in an address.
 */
export function isTaskId(text: string): boolean {
  return taskIdPattern.test(text)
}

/** The name if there is an entry for it, else `unknown`: the proxy may be of a later build. */
export function knownWord<Entries extends { unknown: unknown }, Name extends keyof Entries>(
  entries: Entries,
  name: Name,
): Name | 'unknown' {
  return name in entries ? name : 'unknown'
}

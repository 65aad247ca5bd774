/**
 * Opaque, without line breaks, which separate signed fields, and NULs, which Postgres does not
 * store.
 */
export function isDingTalkId(text: string): boolean {
  return /^[^\s\p{Cc}]{1,128}$/u.test(text)
}

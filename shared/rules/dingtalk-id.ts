/**
 * Whether a text can be an id of DingTalk: opaque, without line breaks, which separate signed
 * fields, and without NULs, which Postgres does not store, so that different ids would become
 * equal.
 */
export function isDingTalkId(text: string): boolean {
  return /^[^\s\p{Cc}]{1,128}$/u.test(text)
}

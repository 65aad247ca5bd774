/**
 * Whether a text can be an id of DingTalk's: opaque, without line breaks, which separate what is signed,
 * and without NULs, which Postgres does not store: ids that differ by them would be one in tables.
 */
export function isDingTalkId(text: string): boolean {
  return /^[^\s\p{Cc}]{1,128}$/u.test(text)
}

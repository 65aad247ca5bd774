/** Whether a text can be an id of DingTalk's: opaque, without line breaks, which separate what is signed. */
export function isUserId(text: string): boolean {
  return /^[^\s\p{Cc}]{1,128}$/u.test(text)
}

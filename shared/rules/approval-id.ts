/** Whether a text can be the id of a DingTalk approval: opaque, and safe in an address. */
export function isApprovalId(text: string): boolean {
  return /^[\w=~-][\w.=~-]{0,127}$/.test(text)
}

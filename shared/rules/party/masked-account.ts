/** `138****0000`, `z***@yunfan.com`; anything else is hidden but for its first character. */
export function maskedAccount(account: string): string {
  const [first = ''] = /^./u.exec(account) ?? []
  const at = account.lastIndexOf('@')
  if (at > 0) return `${first}***${account.slice(at)}`
  if (/^\d{11}$/.test(account)) return `${account.slice(0, 3)}****${account.slice(7)}`
  return `${first}***`
}

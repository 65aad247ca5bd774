/**
 * In e签宝's format: eleven digits of mainland China, with any spacing and with or without +86, or a
 * mail address in lower case. Null for anything else.
 */
export function toAccount(text: string): string | null {
  const digits = text.replace(/[\s-]/g, '').replace(/^(\+|00)86/, '')
  if (/^1[3-9]\d{9}$/.test(digits)) return digits
  const mail = text.trim().toLowerCase()
  return mail.length <= 254 && /^[^\s@"(),:;<>[\]\\]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(mail)
    ? mail
    : null
}

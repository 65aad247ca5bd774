import type { Language } from './languages.ts'

/** Whether a text is the name of a time zone, such as `Asia/Shanghai`. */
export function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }) !== null
  } catch {
    return false
  }
}

/** What people call a time zone, as it is called at a time; its id where the engine knows no name. */
export function zoneName(timeZone: string, language: Language, at: number): string {
  if (!isTimeZone(timeZone)) return timeZone
  const format = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'long' })
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')
  return name?.value ?? timeZone
}

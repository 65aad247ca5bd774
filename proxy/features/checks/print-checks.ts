import type { CheckState, SettingsCheck } from '#shared/schemas/settings-checks.ts'

const marks: Readonly<Record<CheckState, string>> = {
  ok: '✓',
  warning: '!',
  failed: '✗',
  unknown: '?',
}

/** A line for each check, with what to do. */
export function printChecks(checks: readonly SettingsCheck[], language: 'zh' | 'en'): string {
  const lines = checks.map(({ state, title, found, todo }) => {
    const line = `${marks[state]} ${title[language]}${language === 'zh' ? '：' : ': '}${found[language]}`
    return todo === null ? line : `${line} → ${todo[language]}`
  })
  return `${lines.join('\n')}\n`
}

/** 0: nothing to do. 1: something does not work. 2: the app works, with less. */
export function exitCodeOf(checks: readonly SettingsCheck[]): 0 | 1 | 2 {
  if (checks.some(({ state }) => state === 'failed')) return 1
  return checks.some(({ state }) => state === 'warning') ? 2 : 0
}

/** A sentence in each language. */
export type BothLanguages = { zh: string; en: string }

/**
 * - `ok`: it works, or nothing needs it.
 * - `warning`: the app works, with less.
 * - `failed`: something does not work until somebody acts.
 * - `unknown`: it could not be found out.
 */
export type CheckState = 'ok' | 'warning' | 'failed' | 'unknown'

/** One step of `npm run doctor`. */
export type SettingsCheck = {
  /** Stable, such as `clock` or `permission/qyapi_base`. */
  name: string
  state: CheckState
  title: BothLanguages
  found: BothLanguages
  /** What to do; null if nothing. */
  todo: BothLanguages | null
}

/** Answer of `GET /api/operator/checks`, and of `npm run doctor -- --json`, in the order of the steps. */
export type SettingsChecks = {
  /** Epoch milliseconds. */
  checkedAt: number
  checks: SettingsCheck[]
}

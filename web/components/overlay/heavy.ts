import { loadAgain } from '#web/api/http/load-again.ts'

/**
 * Loads the parts of antd-mobile that need its spring and gesture libraries: sheets, dialogs,
 * toasts, tabs, pull to refresh. Called when idle, or on first use. Rejects without a network.
 */
export const loadHeavy = () => loadAgain(() => import('./heavy-parts.ts'))

export type HeavyParts = Awaited<ReturnType<typeof loadHeavy>>

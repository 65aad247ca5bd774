/**
 * Loads the parts of antd-mobile that need its spring and gesture libraries: sheets, dialogs,
 * toasts, tabs, pull to refresh. When idle, or with the first use. Rejects without a network.
 */
export const loadHeavy = () => import('./heavy-parts.ts')

/** What is in the heavy file. */
export type HeavyParts = Awaited<ReturnType<typeof loadHeavy>>

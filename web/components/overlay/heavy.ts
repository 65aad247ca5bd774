/**
 * Loads what antd-mobile moves with its spring and gesture libraries: sheets, dialogs, toasts, tabs and
 * the pull. It is fetched when the page is idle, or when the first of them is needed. Fails without a network.
 */
export const loadHeavy = () => import('./heavy-parts.ts')

/** What is in the heavy file. */
export type HeavyParts = Awaited<ReturnType<typeof loadHeavy>>

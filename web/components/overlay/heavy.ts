import type * as heavyParts from './heavy-parts.ts'

/** What is in the heavy file. */
export type HeavyParts = typeof heavyParts

/**
 * Loads what antd-mobile moves with its spring and gesture libraries: sheets, dialogs, toasts, tabs and
 * the pull. It is fetched at leisure, or when the first of them is needed. Fails without a network.
 */
export const loadHeavy = (): Promise<HeavyParts> => import('./heavy-parts.ts')

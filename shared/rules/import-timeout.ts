/**
 * Rows of an import without a result by then are reported as unchecked (milliseconds); pages wait
 * longer.
 */
export const importTimeoutMs = 20_000

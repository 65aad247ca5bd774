/**
 * Rows of an import without a result by then are reported as unchecked (milliseconds); pages wait
 * longer.
 */
export const longestImportMs = 20_000

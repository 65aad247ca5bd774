/** Rows of one import without a result by then are not checked (milliseconds); pages wait longer. */
export const longestImportMs = 20_000

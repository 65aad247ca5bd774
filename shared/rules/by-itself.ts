/**
 * A page sends it with what it shows without having been asked to: the first contract of a list, a
 * file beside its contract. Such a reading is no visit of the person's, and opens no file.
 */
export const byItselfHeader = 'x-shown-by-itself'

/** What the present test prints on purpose, and whether it has. */
let expectations: { text: RegExp; hasCome: boolean }[] = []

/**
 * Declares what the present test makes our code or a library print. Anything else that is printed
 * fails the test, and so does a declared text that is not (`printed-output.ts`).
 */
export function expectOutput(...texts: RegExp[]): void {
  expectations.push(...texts.map((text) => ({ text, hasCome: false })))
}

/** Whether the present test expects what is printed. */
export function isExpected(printed: string): boolean {
  const found = expectations.find(({ text }) => text.test(printed))
  if (found === undefined) return false
  found.hasCome = true
  return true
}

/** Ends the expectations of a test. @returns those that were not met */
export function endExpectations(): RegExp[] {
  const missing = expectations.filter(({ hasCome }) => !hasCome).map(({ text }) => text)
  expectations = []
  return missing
}

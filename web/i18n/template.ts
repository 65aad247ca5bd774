/** A word with placeholders in braces; `words.ts` turns it into a function of what stands in them. */
export interface Template<Text = unknown> {
  input: unknown
  fill: (text: Text, values: never) => string
}

export function isTemplate(word: unknown): word is Template {
  return typeof word === 'object' && word !== null && 'fill' in word
}

/** The values of a text's placeholders by name. */
type Values<Text extends string> = Text extends `${infer Before}{${infer Name}}${infer After}`
  ? Record<Name, number | string> & Values<Before> & Values<After>
  : object

/** A word with named values, such as `{name}`. */
export function params<Text extends string>(text: Text): (values: Values<Text>) => string {
  return spoken({ input: text, fill: fillNamed })
}

/** All at once: a value may contain braces itself. */
function fillNamed(text: string, values: Readonly<Record<string, number | string>>): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    String(values[name] ?? placeholder),
  )
}

/** The plural forms of a word; Chinese has one. */
interface Forms {
  one?: string
  many: string
}

/**
 * A word with `{count}`. `Intl.PluralRules` would take a slow phone 13 ms before the first page, and
 * neither language needs it.
 */
export function count(forms: Forms): (count: number) => string {
  const fill = ({ one, many }: Forms, number: number) =>
    fillNamed(number === 1 ? (one ?? many) : many, { count: number })
  return spoken({ input: forms, fill })
}

/** A template passes for the function that it turns into. */
function spoken(template: Template<never>): never {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return template as never
}

/** A word with placeholders in braces; `spoken` turns it into a function of what stands in them. */
type Template<Text = unknown> = {
  input: unknown
  fill: (text: Text, values: never) => string
}

function isTemplate(word: unknown): word is Template {
  return typeof word === 'object' && word !== null && 'fill' in word
}

/** The values of a text's placeholders by name. */
type Values<Text extends string> = Text extends `${infer Before}{${infer Name}}${infer After}`
  ? Record<Name, number | string> & Values<Before> & Values<After>
  : object

/** A word with named values, such as `{name}`. */
export function params<Text extends string>(text: Text): (values: Values<Text>) => string {
  return asFunction({ input: text, fill: fillNamed })
}

/** All at once: a value may contain braces itself. */
function fillNamed(text: string, values: Readonly<Record<string, number | string>>): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    String(values[name] ?? placeholder),
  )
}

/** The plural forms of a word; Chinese has one. */
type Forms = {
  one?: string
  many: string
}

/**
 * `Intl.PluralRules` would take a slow phone 13 ms before the first page, and neither language
 * needs it.
 */
export function count(forms: Forms): (count: number) => string {
  const fill = ({ one, many }: Forms, number: number) =>
    fillNamed(number === 1 ? (one ?? many) : many, { count: number })
  return asFunction({ input: forms, fill })
}

/** A template passes for the function that it turns into. */
function asFunction(template: Template<never>): never {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return template as never
}

/** Chinese text has a space before digits, but not before the words that can replace them. */
const closedUp = (text: string) => text.replace(/([一-龥]) (不到 1|刚刚)/g, '$1$2')

/**
 * With templates turned into functions.
 * @param translation of the Chinese words; without it, they are Chinese
 */
export function spoken<Body extends object>(
  chinese: Body,
  translation: Readonly<Record<string, unknown>> = {},
): Body {
  const entries = Object.entries(chinese).map(([key, word]: [string, unknown]) => {
    const text = translation[key]
    if (!isTemplate(word)) return [key, text ?? word]
    return [key, (values: never) => closedUp(word.fill(text ?? word.input, values))]
  })
  // It has the keys of the Chinese words, whose type says what each template turns into.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(entries) as Body
}

import type { FieldFacts } from './endpoint-facts.ts'

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  return value === null ? 'null' : typeof value
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeOf(value) === 'object'
}

function fieldProblems(facts: FieldFacts, values: readonly unknown[], path: string): string[] {
  const problems = values
    .filter((value) => typeOf(value) !== facts.type)
    .map((value) => `${path} is a ${typeOf(value)}, documented as ${facts.type}`)
  const { enum: known } = facts
  const outside = values.filter((value) => known && !known.some((item) => item === value))
  problems.push(...outside.map((value) => `${path} has the undocumented value ${String(value)}`))
  if (facts.fields) problems.push(...objectProblems(facts.fields, values.filter(isRecord), path))
  if (facts.items) {
    const items = values.flatMap((value): unknown[] => (Array.isArray(value) ? value : []))
    problems.push(...fieldProblems(facts.items, items, `${path}[]`))
  }
  return problems
}

function objectProblems(
  facts: Record<string, FieldFacts>,
  objects: readonly Record<string, unknown>[],
  path: string,
): string[] {
  const prefix = path === '' ? '' : `${path}.`
  const present = new Set(objects.flatMap((object) => Object.keys(object)))
  const unknown = [...present].filter((name) => !(name in facts))
  return [
    ...unknown.map((name) => `${prefix}${name} is not documented`),
    ...Object.entries(facts).flatMap(([name, field]) =>
      present.has(name)
        ? fieldProblems(
            field,
            objects.filter((object) => name in object).map((object) => object[name]),
            prefix + name,
          )
        : [`${prefix}${name} is missing`],
    ),
  ]
}

/**
 * How an answer differs from its documentation: undocumented fields, other types, values outside an
 * enum, and missing fields. A field of list items is missing only if no item has it.
 */
export function answerProblems(facts: Record<string, FieldFacts>, answer: unknown): string[] {
  return isRecord(answer) ? objectProblems(facts, [answer], '') : ['the answer is not an object']
}

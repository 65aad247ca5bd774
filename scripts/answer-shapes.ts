import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { pathToFileURL } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { z } from 'zod'
import { root } from './built-app.mjs'

// `npm run shapes:generate`: writes the shapes by which the browser, without zod, checks answers.

/** Types of answers, by the file that gets their shapes and the module that exports their schemas. */
const files: Record<string, Record<string, string[]>> = {
  first: { session: ['Session', 'SignInAnswer'], 'flow/flow': ['FlowView'] },
  list: { 'flow/flow-list': ['FlowList'] },
  flow: {
    'access-request': ['AccessAnswer', 'AccessRequestList'],
    corp: ['SubscriptionHelp'],
    'file-address': ['FileAddress'],
    'flow/flow-archive': ['ArchiveAddress'],
    'flow/flow-document': ['ApprovalContracts', 'FlowDocuments'],
    'flow/reminder': ['ReminderAnswer'],
    'flow/several-reminders': ['RemindersAnswer', 'RemindersPreview'],
    'flow/share-link': ['ShareLink'],
    'flow/sign-link': ['SignLink'],
    'jsapi-config': ['JsapiConfig'],
    'launch-page': ['LaunchPage'],
    news: ['FlowChoices', 'Preferences'],
    'real-name': ['Me'],
  },
  start: {
    file: ['UploadedFile'],
    readiness: ['Readiness'],
    'start-flow-request': ['StartedFlow'],
  },
  admin: {
    corp: ['CorpDone', 'CorpStatistics', 'CorpView'],
    'flow/flow-views': ['FlowViews'],
    operator: ['DataDeleted', 'OperatorCorps', 'OperatorCorpView', 'OperatorHealth'],
    order: ['Order', 'Orders'],
    outbox: ['OutboxDesk'],
    registration: ['ImportAnswer'],
  },
}

type JsonSchema = z.core.JSONSchema.BaseSchema

const letters: Record<string, string> = {
  string: 's',
  number: 'n',
  integer: 'n',
  boolean: 'b',
  null: '0',
}

/** A shape as source text: letters for plain types, the values of `known` texts, or other source. */
type Text = { plain: string; known?: string } | { composed: string }

/** The shape of values that fit one of the given shapes. */
function eitherOf(texts: Text[]): Text {
  const plain = texts.filter((text) => 'plain' in text)
  const known = plain.find((text) => text.known !== undefined)?.known
  const any = [...new Set(plain.flatMap((text) => text.plain.split('')))].toSorted().join('')
  const joined: Text = known === undefined ? { plain: any } : { plain: any, known }
  const composed = texts.flatMap((text) => ('composed' in text ? [text.composed] : []))
  if (composed.length === 0) return joined
  const all = any === '' ? composed : [sourceOf(joined), ...composed]
  return { composed: all.length === 1 ? all.join('') : `['either', ${all.join(', ')}]` }
}

function sourceOf(text: Text): string {
  if ('composed' in text) return text.composed
  return text.known === undefined ? `'${text.plain}'` : `['known', '${text.plain}', ${text.known}]`
}

/** The shape of a JSON schema, without limits such as a least length. */
function shapeOf(schema: JsonSchema): Text {
  const { $ref, type, enum: values, const: only, anyOf, items, additionalProperties } = schema
  if ($ref !== undefined) return { composed: $ref }
  if (anyOf !== undefined) return eitherOf(anyOf.map((each) => shapeOf(each)))
  if (only !== undefined) return { plain: letterOf(typeof only) }
  if (values?.includes('unknown') === true)
    return { plain: 's', known: values.map((value) => `'${String(value)}'`).join(', ') }
  if (type === 'object') return { composed: objectShape(schema, additionalProperties) }
  if (type === 'array') return { composed: `['list', ${partShape(items)}]` }
  if (type === undefined) return { plain: '*' }
  return { plain: [type].flat().map(letterOf).toSorted().join('') }
}

function objectShape({ properties, required = [] }: JsonSchema, others: unknown): string {
  if (properties === undefined) return `['record', ${partShape(others)}]`
  const fields = Object.entries(properties).map(([name, part]) => {
    const shape = isSchema(part) ? shapeOf(part) : { plain: '*' }
    return `${name}: ${sourceOf(required.includes(name) ? shape : eitherOf([shape, { plain: '?' }]))}`
  })
  return `{ ${fields.join(', ')} }`
}

function partShape(part: unknown): string {
  return isSchema(part) ? sourceOf(shapeOf(part)) : `'*'`
}

function letterOf(type: string): string {
  const letter = letters[type]
  if (letter === undefined) throw new Error(`no letter for ${type}`)
  return letter
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** All exported schemas as JSON schemas. Keys, and references between them, are names of shapes. */
async function jsonSchemas(): Promise<Record<string, JsonSchema>> {
  const registry = z.registry<{ id: string }>()
  const folder = join(root, 'shared', 'schemas')
  const modules = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  for (const module of modules.filter((path) => path.endsWith('.ts')).toSorted()) {
    // oxlint-disable-next-line no-await-in-loop
    const exported: Record<string, unknown> = await import(join(folder, module))
    for (const [name, schema] of Object.entries(exported))
      if (schema instanceof z.ZodType) registry.add(schema, { id: `${name.slice(0, -6)}Shape` })
  }
  const options = { uri: (id: string) => id, unrepresentable: 'any', io: 'output' } as const
  return z.toJSONSchema(registry, options).schemas
}

/** Path of a file of shapes. */
const pathOf = (file: string): string => join(root, 'web', 'api', 'answers', `${file}-shapes.ts`)

const nameOf = (type: string): string => `${type.charAt(0).toLowerCase()}${type.slice(1)}Shape`

/** The text of one file of shapes. */
function fileOf(modules: Record<string, string[]>, schemas: Record<string, JsonSchema>): string {
  const types = Object.values(modules).flat()
  const answers = new Map(types.map((type) => [nameOf(type), type]))
  const written = new Map<string, string>()
  /** Writes a shape after the shapes that it refers to. */
  const write = (name: string) => {
    const schema = schemas[name]
    if (schema === undefined) throw new Error(`no schema for ${name}`)
    const shape = sourceOf(shapeOf(schema)).replace(/\b\w+Shape\b/g, (part) => {
      if (!written.has(part)) write(part)
      return answers.has(part) ? `${part}[0]` : part
    })
    const type = answers.get(name)
    const text =
      type === undefined
        ? `const ${name}: Shape = ${shape}`
        : `export const ${name}: ShapeOf<${type}> = [${shape}]`
    written.set(name, text)
  }
  for (const name of answers.keys()) if (!written.has(name)) write(name)
  const text = [...written.values()].join('\n\n')
  const imports = Object.entries(modules).map(
    ([module, named]) =>
      `import type { ${named.join(', ')} } from '#shared/schemas/${module}.ts'\n`,
  )
  const ours = text.includes(': Shape =') ? 'Shape, ShapeOf' : 'ShapeOf'
  return `// Written by "npm run shapes:generate" from shared/schemas; do not edit.
    ${imports.join('')}import type { ${ours} } from './shape.ts'\n\n${text}`
}

/** The text of each file of shapes, by path, as the schemas are now. */
export async function answerShapes(): Promise<Map<string, string>> {
  const schemas = await jsonSchemas()
  const options = await resolveConfig(pathOf('first'))
  const texts = Object.entries(files).map(async ([file, modules]) => {
    const text = await format(fileOf(modules, schemas), { ...options, parser: 'typescript' })
    return [pathOf(file), text] as const
  })
  return new Map(await Promise.all(texts))
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href)
  for (const [path, text] of await answerShapes()) writeFileSync(path, text)

import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { pathToFileURL } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { z } from 'zod'
import { root } from './built-app.mjs'

// `npm run shapes:generate`: writes the shapes that the browser, which has no zod, uses to check
// answers.

/**
 * Types of answers, by the file for their shapes and the module that exports their schemas. The
 * first file is part of the first load.
 */
const files: Record<string, Record<string, string[]>> = {
  first: { session: ['Session', 'SignInAnswer'], 'flow/flow': ['FlowView'] },
  list: { 'flow/flow-list': ['FlowList'] },
  flow: {
    'access-request': ['AccessAnswer', 'AccessRequestList'],
    corp: ['SubscriptionHelp'],
    'file-address': ['FileAddress'],
    'flow/flow-archive': ['ArchiveAddress'],
    'flow/flow-draft': ['FlowDraft'],
    'flow/flow-document': ['ApprovalContracts', 'FlowDocuments'],
    'flow/reminder': ['ReminderAnswer'],
    'flow/several-reminders': ['RemindersAnswer', 'RemindersPreview'],
    'flow/share-link': ['ShareLink'],
    'flow/sign-link': ['SignLink'],
    'jsapi-config': ['JsapiConfig'],
    'launch-page': ['LaunchPage'],
    news: ['FlowChoices', 'Preferences'],
    nudge: ['Nudged'],
    'real-name': ['Me'],
  },
  start: {
    file: ['UploadedFile'],
    readiness: ['Readiness'],
    'start-flow-request': ['StartedFlow'],
  },
  admin: {
    corp: ['CorpDone', 'CorpStatistics', 'CorpView'],
    'corp-settings': ['CorpSettings'],
    'flow/flow-views': ['FlowViews'],
    operator: [
      'CorpAdminNames',
      'DataDeleted',
      'OperatorCorps',
      'OperatorCorpView',
      'OperatorHealth',
    ],
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

/** The shape of values that match one of the given shapes. */
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

/** Modules below shared/rules by the lists of texts that they export. */
const listModules = new Map<string, string>()

/** Names of these lists by their texts. */
const listNames = new Map<string, string>()

/** The values of `known` texts, or the name of the list in shared/rules that contains them. */
function knownText(values: unknown[]): string {
  const name = listNames.get(JSON.stringify(values))
  return name === undefined ? values.map((value) => `'${String(value)}'`).join(', ') : `...${name}`
}

/** The shape of a JSON schema, without limits such as a minimum length. */
function shapeOf(schema: JsonSchema): Text {
  const { $ref, type, enum: values, const: only, anyOf, items, additionalProperties } = schema
  if ($ref !== undefined) return { composed: $ref }
  if (anyOf !== undefined) return eitherOf(anyOf.map((each) => shapeOf(each)))
  if (only !== undefined) return { plain: letterOf(typeof only) }
  if (values?.includes('unknown') === true) return { plain: 's', known: knownText(values) }
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

/** The exports of the modules of a folder of shared: module, name and value. */
async function exportsOf(folder: string): Promise<(readonly [string, string, unknown])[]> {
  const path = join(root, 'shared', folder)
  const found = readdirSync(path, { recursive: true, encoding: 'utf8' }).toSorted()
  const modules = found.filter((each) => /(?<!\.test)\.ts$/.test(each))
  const exported: (readonly [string, string, unknown])[] = []
  // Sequential, because with parallel imports Vitest may create two instances of a shared
  // dependency.
  for (const module of modules) {
    const values: Record<string, unknown> = await import(join(path, module))
    for (const [name, value] of Object.entries(values)) exported.push([module, name, value])
  }
  return exported
}

/** Fills `listModules` and `listNames`. */
async function findLists(): Promise<void> {
  for (const [module, name, value] of await exportsOf('rules')) {
    if (!Array.isArray(value)) continue
    listModules.set(name, module)
    listNames.set(JSON.stringify(value), name)
  }
}

/**
 * All exported schemas as JSON schemas. Keys, and references between schemas, are names of shapes.
 */
async function jsonSchemas(): Promise<Record<string, JsonSchema>> {
  const registry = z.registry<{ id: string }>()
  for (const [, name, schema] of await exportsOf('schemas'))
    if (schema instanceof z.ZodType) registry.add(schema, { id: `${name.slice(0, -6)}Shape` })
  const options = { uri: (id: string) => id, unrepresentable: 'any', io: 'output' } as const
  return z.toJSONSchema(registry, options).schemas
}

/** Path of a file of shapes. */
const pathOf = (file: string): string => join(root, 'web', 'api', 'answers', `${file}-shapes.ts`)

const nameOf = (type: string): string => `${type.charAt(0).toLowerCase()}${type.slice(1)}Shape`

/** Shapes in the file that is loaded first; the other files import them. */
const firstShapes = new Set<string>()

/** The text of one file of shapes. */
function fileOf(
  file: string,
  modules: Record<string, string[]>,
  schemas: Record<string, JsonSchema>,
): string {
  const types = Object.values(modules).flat()
  const answers = new Map(types.map((type) => [nameOf(type), type]))
  const written = new Map<string, string>()
  const isFirst = file === 'first'
  const borrowed = new Set<string>()
  /** Writes a shape after the shapes that it refers to. */
  const write = (name: string) => {
    const schema = schemas[name]
    if (schema === undefined) throw new Error(`no schema for ${name}`)
    const shape = sourceOf(shapeOf(schema)).replace(/\b\w+Shape\b/g, (part) => {
      if (!isFirst && firstShapes.has(part)) borrowed.add(part)
      else if (!written.has(part)) write(part)
      return answers.has(part) ? `${part}[0]` : part
    })
    const type = answers.get(name)
    const text =
      type === undefined
        ? `${isFirst ? 'export ' : ''}const ${name}: Shape = ${shape}`
        : `export const ${name}: ShapeOf<${type}> = [${shape}]`
    written.set(name, text)
    if (isFirst) firstShapes.add(name)
  }
  for (const name of answers.keys()) if (!written.has(name)) write(name)
  const text = [...written.values()].join('\n\n')
  const lists = [...new Set(text.match(/(?<=\.\.\.)\w+/g))]
  const ours = text.includes(': Shape =') ? 'Shape, ShapeOf' : 'ShapeOf'
  const imports = [
    ...lists.map((name) => `{ ${name} } from '#shared/rules/${listModules.get(name)}'`),
    ...Object.entries(modules).map(
      ([module, named]) => `type { ${named.join(', ')} } from '#shared/schemas/${module}.ts'`,
    ),
    ...(borrowed.size === 0 ? [] : [`{ ${[...borrowed].join(', ')} } from './first-shapes.ts'`]),
    `type { ${ours} } from './shape.ts'`,
  ]
  return `// Written by "npm run shapes:generate" from shared/schemas; do not edit.
    ${imports.map((each) => `import ${each}\n`).join('')}\n${text}`
}

/** The current text of each file of shapes, by path. */
export async function answerShapes(): Promise<Map<string, string>> {
  await findLists()
  const schemas = await jsonSchemas()
  const options = await resolveConfig(pathOf('first'))
  const texts = Object.entries(files).map(async ([file, modules]) => {
    const text = fileOf(file, modules, schemas)
    return [pathOf(file), await format(text, { ...options, parser: 'typescript' })] as const
  })
  return new Map(await Promise.all(texts))
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href)
  for (const [path, text] of await answerShapes()) writeFileSync(path, text)

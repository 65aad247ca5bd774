import type { EsignOperation } from '#proxy/esign/operations.ts'

/** One finished test. `names` are those of its describe blocks, outermost first, then its own. */
export interface FinishedTest {
  file: string
  names: string[]
  passed: boolean
}

/** What the tests showed about one operation. */
export interface OperationChecks {
  operation: EsignOperation
  /** The official SDK got an answer as documented from the sandbox. */
  sdkSuccess: boolean
  /** Error codes that the official SDK got. */
  sdkRefusals: string[]
  /** Our function returned its result. */
  clientSuccess: boolean
  /** Our function mapped a refusal to one of our problem codes. */
  clientRefusal: boolean
}

const sdkSuite = 'sandbox/sdk.test.ts'
const clientSuite = 'proxy/esign/esign-sandbox.test.ts'

function passedIn(tests: readonly FinishedTest[], suite: string, describes: string, name: RegExp) {
  const found = tests.filter(
    ({ file, names }) =>
      file.endsWith(suite) &&
      names.slice(0, -1).join(' > ').includes(describes) &&
      name.test(names.at(-1) ?? ''),
  )
  return { found, all: found.length > 0 && found.every(({ passed }) => passed) }
}

/** Whether both suites ran. Otherwise a missing case does not mean that there is no test. */
export function bothSuitesRan(tests: readonly FinishedTest[]): boolean {
  return [sdkSuite, clientSuite].every((suite) => tests.some(({ file }) => file.endsWith(suite)))
}

/** The results of both suites, by operation. */
export function checksOf(
  operations: readonly EsignOperation[],
  tests: readonly FinishedTest[],
): OperationChecks[] {
  return operations.map((operation) => {
    const { generation, sdkName, ourFunction } = operation
    const sdk = (name: RegExp) => passedIn(tests, sdkSuite, `${generation} ${sdkName}`, name)
    const client = (name: RegExp) => {
      const inGeneration = tests.filter(({ names }) =>
        names[0]?.startsWith(`generation ${generation},`),
      )
      return passedIn(inGeneration, clientSuite, `'${sdkName}' is '${ourFunction}'`, name)
    }
    const refusals = sdk(/^refuses with /).found.filter(({ passed }) => passed)
    return {
      operation,
      sdkSuccess: sdk(/^answers what is documented$/).all,
      sdkRefusals: refusals.map(({ names }) => (names.at(-1) ?? '').replace('refuses with ', '')),
      clientSuccess: client(/^and gives the result in our words$/).all,
      clientRefusal: client(/^and tells a refusal by our code$/).all,
    }
  })
}

const mark = (passed: boolean) => (passed ? '✓' : '✗')

/** docs/api-coverage.md, as Markdown. */
export function coveragePage(checks: readonly OperationChecks[]): string {
  const rows = checks.map(({ operation, ...check }) =>
    [
      operation.generation,
      `\`${operation.method} ${operation.path}\``,
      `\`${operation.ourFunction}\``,
      `${mark(check.sdkSuccess)} \`${operation.sdkName}\``,
      check.sdkRefusals.length === 0
        ? '✗'
        : `✓ ${check.sdkRefusals.map((code) => `\`${code}\``).join(', ')}`,
      mark(check.clientSuccess),
      mark(check.clientRefusal),
    ].join(' | '),
  )
  return `# API coverage

Written by \`npm run test:unit\` from what its tests showed; not to be edited.

- **SDK**: the official SDK (\`@alicloud/dingtalk\`) calls the sandbox over HTTP, and the answer has the documented fields and types.
- **SDK, refused**: the official SDK meets these refusals, each with its documented status.
- **Ours**, **ours, refused**: our own function, against the same sandbox, gives the result in our words, and tells a refusal by our code.

${checks.length} operations. Generation 1.0 has no counterpart of \`startAtOnce\` and of \`dingInstances/{instanceId}/attachments\`.

| generation | call | our function | SDK | SDK, refused | ours | ours, refused |
| --- | --- | --- | --- | --- | --- | --- |
${rows.map((row) => `| ${row} |`).join('\n')}
`
}

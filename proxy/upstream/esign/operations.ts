import type { Generation } from '#proxy/base/store/flows/flow-types.ts'
import type { Operation } from './wire/operation.ts'
import { operationsV1 } from './wire/operations-v1.ts'
import { operationsV2, type OperationName } from './wire/operations-v2.ts'

/** An operation of e签宝's API, and the function that calls it. */
export type EsignOperation = Readonly<{
  generation: Generation
  /** The official SDK's method. */
  sdkName: string
  method: 'GET' | 'POST'
  /** With parameters in braces, without the query. */
  path: string
  /** The function of `Esign` that calls it. */
  ourFunction: OperationName
}>

/** All operations that e签宝 offers through DingTalk, of both generations. */
export const esignOperations: readonly EsignOperation[] = [
  ...toList('2.0', operationsV2),
  ...toList('1.0', operationsV1),
]

function toList(
  generation: Generation,
  operations: Partial<Record<OperationName, Operation>>,
): EsignOperation[] {
  return Object.entries(operations).map(([name, { sdkName, method, path }]) => ({
    generation,
    sdkName,
    method,
    path,
    // The keys of both tables are these names.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    ourFunction: name as OperationName,
  }))
}

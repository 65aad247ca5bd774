import { operationNames, type OperationName, type Operations } from './wire/operation.ts'
import { operationsV1 } from './wire/operations-v1.ts'
import { operationsV2 } from './wire/operations-v2.ts'

type Generation = '1.0' | '2.0'

/** An operation of e签宝's API, and what it is here. */
export type EsignOperation = Readonly<{
  generation: Generation
  /** The official SDK's method. */
  sdkName: string
  method: 'GET' | 'POST'
  /** Parameters in braces, without the query. */
  path: string
  /** The function of `Esign` that calls it. */
  ourFunction: OperationName
}>

/** All operations that e签宝 offers through DingTalk: 22 of generation 2.0 and 20 of 1.0. */
export const esignOperations: readonly EsignOperation[] = [
  ...toList('2.0', operationsV2),
  ...toList('1.0', operationsV1),
]

function toList(generation: Generation, operations: Operations): EsignOperation[] {
  return operationNames.flatMap((ourFunction) => {
    const operation = operations[ourFunction]
    if (operation === undefined) return []
    const { sdkName, method, path } = operation
    return [{ generation, sdkName, method, path, ourFunction }]
  })
}

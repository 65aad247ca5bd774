import type { Generation } from '#proxy/upstream/esign/wire/operation.ts'
import { operations, type OperationName } from '#proxy/upstream/esign/esign.ts'
import type { Endpoint, Operation } from '#proxy/upstream/esign/wire/operation.ts'

/** An operation of e签宝's API in one generation, and the function that calls it. */
export type EsignOperation = Pick<Endpoint, 'sdkName' | 'method' | 'path'> & {
  generation: Generation
  /** The function of `Esign` that calls it. */
  ourFunction: OperationName
}

/** All operations that e签宝 offers through DingTalk, of both generations. */
export const esignOperations: readonly EsignOperation[] = [...toList('2.0'), ...toList('1.0')]

function toList(generation: Generation): EsignOperation[] {
  return Object.entries<Operation>(operations).flatMap(([name, { [generation]: endpoint }]) => {
    if (endpoint === undefined) return []
    const { sdkName, method, path } = endpoint
    // The keys are these names.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return [{ generation, sdkName, method, path, ourFunction: name as OperationName }]
  })
}

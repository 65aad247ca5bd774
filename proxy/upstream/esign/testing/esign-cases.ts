import type { OperationName } from '#proxy/upstream/esign/wire/operations-v2.ts'
import { corpCases } from './corp-cases.ts'
import type { EsignCase } from './esign-case.ts'
import { flowCases } from './flow-cases.ts'

/** One case for each operation. */
export const esignCases: Readonly<Record<OperationName, EsignCase>> = { ...corpCases, ...flowCases }

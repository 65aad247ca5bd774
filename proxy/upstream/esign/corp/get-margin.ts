import { z } from 'zod'
import type { Margin } from '#shared/schemas/corp/corp.ts'
import type { Operation } from '#proxy/upstream/esign/wire/operation.ts'
import { integer } from '#proxy/upstream/esign/wire/upstream-values.ts'

/** 2.0's documentation calls the number a Float, 1.0's a Long. */
const payload = z
  .object({ margin: integer })
  .transform(({ margin }): Margin => ({ contractsLeft: margin }))

/**
 * How many contracts are left in the corp's package.
 * @throws ProblemError `corp-not-real-name-verified`
 */
export const getMargin = {
  '2.0': {
    sdkName: 'getContractMargin',
    page: 'query-package-balance',
    method: 'GET',
    path: '/v2.0/esign/margins',
  },
  '1.0': {
    sdkName: 'contractMargin',
    page: 'get-package-margin',
    method: 'GET',
    path: '/v1.0/esign/contracts/margin',
  },
  call: (ask) => ask({}, payload),
} satisfies Operation

import { vocabulary } from '#proxy/upstream/esign/wire/upstream-values.ts'

/** Both generations; 6 is listed only for the signing detail. */
export const toFlowStatus = vocabulary([
  [0, 'draft'],
  [1, 'signing'],
  [2, 'completed'],
  [3, 'revoked'],
  [4, 'terminated'],
  [5, 'expired'],
  [6, 'deleted'],
  [7, 'refused'],
])

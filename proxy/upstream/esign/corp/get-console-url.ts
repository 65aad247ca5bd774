import { z } from 'zod'
import type { Operation } from '#proxy/upstream/esign/wire/operation.ts'
import { pageAddress } from '#proxy/upstream/esign/wire/upstream-values.ts'

/** 1.0's documentation and SDK declare the address as a number. */
const payload = z
  .object({ orgConsoleUrl: pageAddress })
  .transform(({ orgConsoleUrl }) => orgConsoleUrl)

/** The corp's console in e签宝, for computers only; null if upstream sends no address. */
export const getConsoleUrl = {
  '2.0': {
    sdkName: 'getCorpConsole',
    page: 'get-enterprise-console-address',
    method: 'GET',
    path: '/v2.0/esign/corps/consoles',
  },
  '1.0': {
    sdkName: 'corpConsole',
    page: 'get-the-address-enterprise-console-through-e-sign',
    method: 'GET',
    path: '/v1.0/esign/corps/console',
  },
  call: (ask) => ask({}, payload),
} satisfies Operation

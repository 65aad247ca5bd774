import { createHash } from 'node:crypto'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import type { SdkHarness } from './sdk-harness.ts'
import type { SdkInput } from './sdk-invoke.ts'
import { invoke } from './sdk-invoke.ts'

/** One step through the SDK: a call, or a preparation for it. */
export type SdkStep = (sdk: SdkHarness) => Promise<unknown>

/** The official SDK's calls of one operation: one that succeeds, and others that are refused. */
export type SdkCase = {
  generation: '1.0' | '2.0'
  /** The SDK's method. */
  name: string
  /** A successful call. */
  succeed: SdkStep
  /** Documented fields that do not apply to this answer and are absent. */
  absent?: readonly string[]
  /** Refused calls, by the refusal's code. */
  refusals: Readonly<Record<string, SdkStep>>
}

/** A call of one operation with the given input. */
export function calling(generation: '1.0' | '2.0', name: string) {
  return (input: SdkInput = {}): SdkStep =>
    (sdk) =>
      invoke(sdk, generation, name, input)
}

/** One step that runs several, one after the other, and returns the last one's result. */
export function inOrder(...steps: readonly SdkStep[]): SdkStep {
  return (sdk) =>
    steps.reduce<Promise<unknown>>(
      (before, step) => before.then(() => step(sdk)),
      Promise.resolve(),
    )
}

/** The call, made by the third-party app in an organisation that is not verified. */
export function inSecondCorp(call: (input: SdkInput) => SdkStep, input: SdkInput = {}): SdkStep {
  return (sdk) => call({ ...input, token: sdk.tokens.second })(sdk)
}

/** Makes the sandbox refuse the next matching call with a code that its state cannot cause. */
export function failNext(match: string, code: string): SdkStep {
  const body = { code, message: code, requestid: 'SANDBOX' }
  return (sdk) => sdk.control('POST', '/faults', { match, status: 400, body, times: 1 })
}

/** Withdraws the main organisation's authorisation in e签宝. */
export const withdrawAuthorisation: SdkStep = (sdk) =>
  sdk.control('PATCH', `/corps/${sandboxCorpId}`, { esignAuthorised: false })

/** A call with a token that was never issued. */
export function withBadToken(call: (input: SdkInput) => SdkStep, input: SdkInput = {}): SdkStep {
  return call({ ...input, token: 'made-up' })
}

const uploadText = 'Sandbox upload'

/** A correct announcement of an upload. */
export const upload = {
  contentMd5: createHash('md5').update(uploadText).digest('base64'),
  contentType: 'application/pdf',
  convert2Pdf: false,
  fileName: '合同.pdf',
  fileSize: uploadText.length,
}

/** A correct channel order. */
export const channelOrder = {
  itemCode: 'ITEM-1',
  itemName: '标准套餐',
  orderCreateTime: 1_780_000_000_000,
  orderId: 'ORDER-1',
  payFee: 10_000,
  quantity: 50,
}

/** A correct resale order. */
export const resaleOrder = {
  orderCreateTime: 1_780_000_000_000,
  orderId: 'ORDER-2',
  quantity: 50,
  serviceStartTime: 1_780_000_000_000,
  serviceStopTime: 1_811_536_000_000,
}

/** A seeded file that can go into a flow. */
export const seededFile = { fileId: 'FILE-SANDBOX-DRAFT', fileName: '市场推广服务协议.pdf' }

/** A correct request for a start page. */
export const draft = {
  files: [seededFile],
  initiatorUserId: 'zhangsan',
  participants: [
    { accountType: 'DING_USER', userId: 'lisi', signRequirements: '1,2' },
    {
      accountType: 'OUTER_USER',
      account: '13900000008',
      accountName: '孙八',
      orgName: '上海云帆贸易有限公司',
      signRequirements: '1',
    },
  ],
  ccs: [{ accountType: 'DING_USER', userId: 'qianqi' }],
  redirectUrl: 'https://example.com/back',
  sourceInfo: {
    mobileUrl: 'https://example.com/phone',
    pcUrl: 'https://example.com/pc',
    showText: '来源',
  },
  taskName: '采购合同',
}

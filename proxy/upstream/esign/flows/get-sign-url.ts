import { z } from 'zod'
import type { BrowserPage, LaunchPage } from '#shared/schemas/launch-page.ts'
import type { Operation } from '#proxy/upstream/esign/wire/operation.ts'
import { pageAddress } from '#proxy/upstream/esign/wire/upstream-values.ts'

/** Where a link for signing will be opened. */
const container = { dingTalk: 1, browser: 2 } as const

const launchPagePayload: z.ZodType<LaunchPage> = z.object({
  pcUrl: pageAddress,
  mobileUrl: pageAddress,
})

const browserPagePayload: z.ZodType<BrowserPage> = z.object({
  longUrl: pageAddress,
  shortUrl: pageAddress,
})

/**
 * Page for signing inside DingTalk, for the person who opens it there.
 * @throws ProblemError `flow-not-found`
 */
export const getSignUrl = {
  '2.0': {
    sdkName: 'getExecuteUrl',
    page: 'get-signatory-address',
    method: 'POST',
    path: '/v2.0/esign/process/executeUrls',
    refusals: { getFlowInfoError: 'flow-not-found', getSignUrlError: 'esign-refused' },
  },
  '1.0': {
    sdkName: 'getSignNoticeUrl',
    page: 'obtain-signing-address-of-signatory-1',
    method: 'POST',
    path: '/v1.0/esign/signs/notice/url',
    fields: { signContainer: null },
  },
  call: (ask, taskId: string) =>
    ask({ body: { taskId, signContainer: container.dingTalk } }, launchPagePayload),
} satisfies Operation

/**
 * The same operation for one signer outside DingTalk, not in 1.0: a page in a browser. `account` is
 * the signer's mobile number or e-mail address.
 * @throws ProblemError `flow-not-found`, `person-not-found`
 */
export const getBrowserSignUrl = {
  '2.0': getSignUrl['2.0'],
  call: (ask, taskId: string, { account }: { account: string }) =>
    ask({ body: { taskId, account, signContainer: container.browser } }, browserPagePayload),
} satisfies Operation

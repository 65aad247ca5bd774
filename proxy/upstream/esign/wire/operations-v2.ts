import type { Operation } from './operation.ts'

/** A person's input was refused. */
const badInput = { requestParamError: 'input-refused' } as const

/**
 * For calls without a code for a missing flow: the task id, whose format was checked, is the only
 * parameter.
 */
const noFlow = { requestParamError: 'flow-not-found', getFlowInfoError: 'flow-not-found' } as const

/**
 * For calls with a code for it, `flowNotExists`. Their `getFlowInfoError` and
 * `queryFlowDetailError` are failures of the lookup.
 */
const noFlowNamed = { requestParamError: 'flow-not-found' } as const

/** Generation 2.0, for internal and third-party apps: bare replies, errors as HTTP 400. */
export const operationsV2 = {
  initialiseDeveloper: {
    sdkName: 'createDevelopers',
    page: 'isv-service-provider-data-initialization',
    method: 'POST',
    path: '/v2.0/esign/developers',
    beforeAuthorisation: true,
  },
  getAuthorisationUrl: {
    sdkName: 'getAuthUrl',
    page: 'obtain-the-address-of-the-authorized-page',
    method: 'POST',
    path: '/v2.0/esign/auths/urls',
    beforeAuthorisation: true,
  },
  cancelAuthorisation: {
    sdkName: 'cancelCorpAuth',
    page: 'cancel-enterprise-authorization',
    method: 'POST',
    path: '/v2.0/esign/auths/cancel',
  },
  placeChannelOrder: {
    sdkName: 'channelOrders',
    page: 'package-resale-1-distribution-mode',
    method: 'POST',
    path: '/v2.0/esign/orders/channel',
    beforeAuthorisation: true,
    refusals: badInput,
  },
  placeResaleOrder: {
    sdkName: 'resaleOrder',
    page: 'package-resale-2-reserve-price-settlement-mode',
    method: 'POST',
    path: '/v2.0/esign/orders/resale',
    beforeAuthorisation: true,
    refusals: badInput,
  },
  getMargin: {
    sdkName: 'getContractMargin',
    page: 'query-package-balance',
    method: 'GET',
    path: '/v2.0/esign/margins',
  },
  getAppState: {
    sdkName: 'getIsvStatus',
    page: 'obtain-the-current-status-of-the-company-s-e-sign-micro-application',
    method: 'GET',
    path: '/v2.0/esign/corps/appStatus',
    beforeAuthorisation: true,
  },
  getCorpRealName: {
    sdkName: 'getCorpInfo',
    page: 'query-enterprise-information',
    method: 'GET',
    path: '/v2.0/esign/corps/infos',
  },
  getConsoleUrl: {
    sdkName: 'getCorpConsole',
    page: 'get-enterprise-console-address',
    method: 'GET',
    path: '/v2.0/esign/corps/consoles',
  },
  getUserRealName: {
    sdkName: 'getUserInfo',
    page: 'query-personal-information',
    method: 'GET',
    path: '/v2.0/esign/users/{userId}',
    // The person is the only parameter, so the person does not exist.
    refusals: { requestParamError: 'person-not-found', getUserInfoError: 'person-not-found' },
  },
  getUserRealNameUrl: {
    sdkName: 'usersRealname',
    page: 'obtain-the-address-that-is-redirected-to-the-user-s-real',
    method: 'POST',
    path: '/v2.0/esign/users/realnames',
  },
  getCorpRealNameUrl: {
    sdkName: 'corpRealname',
    page: 'obtain-the-address-that-is-redirected-to-the-enterprise-s-real',
    method: 'POST',
    path: '/v2.0/esign/corps/realnames',
  },
  getUploadAddress: {
    sdkName: 'getFileUploadUrl',
    page: 'obtain-the-upload-url-of-a-file-1',
    method: 'POST',
    path: '/v2.0/esign/files/uploadUrls',
    refusals: badInput,
  },
  getFile: {
    sdkName: 'getFileInfo',
    page: 'gets-the-file-details',
    method: 'GET',
    path: '/v2.0/esign/files/{fileId}',
    refusals: { requestParamError: 'file-not-found', getFileInfoError: 'file-not-found' },
  },
  getStartUrl: {
    sdkName: 'processStart',
    page: 'obtain-the-address-used-to-initiate-a-signed-task',
    method: 'POST',
    path: '/v2.0/esign/processes/startUrls',
    refusals: badInput,
  },
  startAtOnce: {
    sdkName: 'createProcess',
    page: 'use-the-api-to-initiate-a-signature-process',
    method: 'POST',
    path: '/v2.0/esign/process/startAtOnce',
    // Documented as later steps than `createFlowError`, so the flow may exist.
    refusals: {
      ...badInput,
      createFlowError: 'esign-refused',
      getOpenIsvInfoError: 'outcome-unknown',
      saveTaskError: 'outcome-unknown',
    },
  },
  getSignUrl: {
    sdkName: 'getExecuteUrl',
    page: 'get-signatory-address',
    method: 'POST',
    path: '/v2.0/esign/process/executeUrls',
    refusals: { getFlowInfoError: 'flow-not-found', getSignUrlError: 'esign-refused' },
  },
  getSigners: {
    sdkName: 'getSignDetail',
    page: 'get-the-details-of-process-signing',
    method: 'GET',
    path: '/v2.0/esign/signTasks/{taskId}',
    refusals: noFlowNamed,
  },
  getFlow: {
    sdkName: 'getFlowDetail',
    page: 'obtains-the-task-details',
    method: 'GET',
    path: '/v2.0/esign/flowTasks/{taskId}',
    refusals: noFlowNamed,
  },
  getDocuments: {
    sdkName: 'getFlowDocs',
    page: 'get-a-list-of-all-contracts-for-the-process-task',
    method: 'GET',
    path: '/v2.0/esign/flowTasks/{taskId}/docs',
    refusals: noFlow,
  },
  getSealApprovals: {
    sdkName: 'approvalList',
    page: 'obtains-the-print-approval-list-for-process-tasks',
    method: 'GET',
    path: '/v2.0/esign/approvals/{taskId}',
    refusals: noFlow,
  },
  getApprovalAttachments: {
    sdkName: 'getAttachsApproval',
    page: null,
    method: 'GET',
    path: '/v2.0/esign/dingInstances/{instanceId}/attachments',
  },
} as const satisfies Readonly<Record<string, Operation>>

/** Names of e签宝's operations: the functions of `Esign` that call them. */
export type OperationName = keyof typeof operationsV2

/** Operations that 1.0 lacks. */
type Extra = 'startAtOnce' | 'getApprovalAttachments'

/** The operations of a generation. */
export type Operations = Readonly<
  Record<Exclude<OperationName, Extra>, Operation> & Partial<Record<Extra, Operation>>
>

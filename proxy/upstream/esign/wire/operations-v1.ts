import type { Operations } from './operations-v2.ts'
import { codeOfV1 } from './refusals.ts'

/** 1.0's only code is translated only where one cause is likely. */
const badInput = { [codeOfV1]: 'input-refused' } as const

/** The task id is the only parameter and its format was checked, so the flow does not exist. */
const noFlow = { [codeOfV1]: 'flow-not-found' } as const

/**
 * Generation 1.0, for old third-party apps: replies wrapped in `{code, message, data}`. It lacks
 * `startAtOnce` and `getApprovalAttachments`.
 */
export const operationsV1 = {
  initialiseDeveloper: {
    sdkName: 'createDeveloper',
    page: 'offline-isv-service-provider-data-initialization',
    method: 'GET',
    path: '/v1.0/esign/developers/create',
    beforeAuthorisation: true,
    changesState: true,
    fields: { noticeUrl: 'redirectUrl' },
  },
  getAuthorisationUrl: {
    sdkName: 'authUrl',
    page: 'authurl',
    method: 'POST',
    path: '/v1.0/esign/auths/url',
    beforeAuthorisation: true,
  },
  cancelAuthorisation: {
    sdkName: 'cancelCorpAuth',
    page: 'e-sign-has-revoked-the-enterprise-authorization',
    method: 'GET',
    path: '/v1.0/esign/corps/auth/cancel',
    changesState: true,
  },
  placeChannelOrder: {
    sdkName: 'channelOrder',
    page: 'package-resale-profit-distribution-model-1',
    method: 'POST',
    path: '/v1.0/esign/orders/channel',
    beforeAuthorisation: true,
    refusals: badInput,
  },
  placeResaleOrder: {
    sdkName: 'orderResale',
    page: 'package-resale-base-price-settlement-mode-1',
    method: 'POST',
    path: '/v1.0/esign/orders/resale',
    beforeAuthorisation: true,
    refusals: badInput,
  },
  getMargin: {
    sdkName: 'contractMargin',
    page: 'get-package-margin',
    method: 'GET',
    path: '/v1.0/esign/contracts/margin',
  },
  getAppState: {
    sdkName: 'getCropStatus',
    page: 'obtain-the-status-of-enterprise-e-sign-treasure-micro-application',
    method: 'GET',
    path: '/v1.0/esign/corps/statuses',
    beforeAuthorisation: true,
  },
  getCorpRealName: {
    sdkName: 'corpInfo',
    page: 'check-whether-enterprise-registered-realname-e-sign-treasure',
    method: 'GET',
    path: '/v1.0/esign/corps/info',
  },
  getConsoleUrl: {
    sdkName: 'corpConsole',
    page: 'get-the-address-enterprise-console-through-e-sign',
    method: 'GET',
    path: '/v1.0/esign/corps/console',
  },
  getUserRealName: {
    sdkName: 'getUserInfo',
    page: 'query-whether-a-user-has-a-real-name',
    method: 'GET',
    path: '/v1.0/esign/users/{userId}',
    refusals: { [codeOfV1]: 'person-not-found' },
  },
  getUserRealNameUrl: {
    sdkName: 'getUserRealnameUrl',
    page: 'obtain-personal-real-name-address',
    method: 'POST',
    path: '/v1.0/esign/users/realname',
  },
  getCorpRealNameUrl: {
    sdkName: 'getCorpRealnameUrl',
    page: 'obtain-enterprise-real-name-address',
    method: 'POST',
    path: '/v1.0/esign/corps/realname',
    fields: { redirectUrl: null },
  },
  getUploadAddress: {
    sdkName: 'getUploadUrl',
    page: 'obtain-the-file-upload-address-1',
    method: 'POST',
    path: '/v1.0/esign/files/getUploadUrl',
    refusals: badInput,
  },
  getFile: {
    sdkName: 'getFile',
    page: 'query-file-details',
    method: 'GET',
    path: '/v1.0/esign/files/{fileId}',
    refusals: { [codeOfV1]: 'file-not-found' },
    emptyMeans: 'file-not-found',
  },
  getStartUrl: {
    sdkName: 'getProcessStartUrl',
    page: 'obtain-the-address-of-the-initiating-signing-task',
    method: 'POST',
    path: '/v1.0/esign/process/start',
    fields: { autoStart: null, thirdBizId: null },
    refusals: badInput,
  },
  getSignUrl: {
    sdkName: 'getSignNoticeUrl',
    page: 'obtain-signing-address-of-signatory-1',
    method: 'POST',
    path: '/v1.0/esign/signs/notice/url',
    fields: { signContainer: null },
  },
  getSigners: {
    sdkName: 'getFlowSignDetail',
    page: 'get-process-sign-off-details',
    method: 'GET',
    path: '/v1.0/esign/flows/sign/detail',
    query: 'taskId',
    refusals: noFlow,
    emptyMeans: 'flow-not-found',
  },
  getFlow: {
    sdkName: 'getFlowDetail',
    page: 'obtain-the-task-details-of-the-corresponding-process',
    method: 'GET',
    path: '/v1.0/esign/flows/detail',
    query: 'taskId',
    refusals: noFlow,
    emptyMeans: 'flow-not-found',
  },
  getDocuments: {
    sdkName: 'listFlowDocs',
    page: 'obtain-the-process-task-contract-list',
    method: 'GET',
    path: '/v1.0/esign/flows/docs',
    query: 'taskId',
    refusals: noFlow,
  },
  getSealApprovals: {
    sdkName: 'listSealApproval',
    page: 'obtain-the-process-task-print-approval-list-1',
    method: 'GET',
    path: '/v1.0/esign/seals/approval/list',
    query: 'taskId',
    refusals: noFlow,
  },
} as const satisfies Operations

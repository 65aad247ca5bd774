import type { SdkCase, SdkStep } from './sdk-case.ts'
import {
  calling,
  channelOrder,
  draft,
  failNext,
  inOrder,
  inSecondCorp,
  resaleOrder,
  seededFile,
  upload,
  withdrawAuthorisation,
} from './sdk-case.ts'

const generation = '1.0'
/** 1.0's only code, misspelt as on the real service. */
const invalid = 'invalidRequest.invalidAguemnts'
const call = (name: string) => calling(generation, name)
const permissionDenied = 'Forbidden.AccessDenied.AccessTokenPermissionDenied'

const developer = call('createDeveloper')
const authUrl = call('authUrl')
const cancelAuth = call('cancelCorpAuth')
const channelOrders = call('channelOrder')
const resaleOrders = call('orderResale')
const margin = call('contractMargin')
const corpStatus = call('getCropStatus')
const corpInfo = call('corpInfo')
const corpConsole = call('corpConsole')
const userInfo = call('getUserInfo')
const userRealname = call('getUserRealnameUrl')
const corpRealname = call('getCorpRealnameUrl')
const uploadUrl = call('getUploadUrl')
const file = call('getFile')
const processStart = call('getProcessStartUrl')
const signUrl = call('getSignNoticeUrl')
const signDetail = call('getFlowSignDetail')
const flowDetail = call('getFlowDetail')
const flowDocs = call('listFlowDocs')
const approvals = call('listSealApproval')

const initialise = developer()
const noFlow = { request: { taskId: 'PRO-NONE' } }

/** A call for third-party apps only, made by our internal app. */
function asInternalApp(callOf: typeof margin): SdkStep {
  return (sdk) => callOf({ token: sdk.tokens.internal })(sdk)
}

/** The operations of generation 1.0. */
export const v1Cases: readonly SdkCase[] = [
  {
    generation,
    name: 'createDeveloper',
    succeed: initialise,
    refusals: { [invalid]: inOrder(initialise, initialise) },
  },
  {
    generation,
    name: 'authUrl',
    succeed: inOrder(initialise, authUrl({ request: { redirectUrl: 'https://example.com/' } })),
    refusals: { [invalid]: authUrl() },
  },
  {
    generation,
    name: 'cancelCorpAuth',
    succeed: cancelAuth(),
    refusals: { [invalid]: inOrder(cancelAuth(), cancelAuth()) },
  },
  {
    generation,
    name: 'channelOrder',
    succeed: inOrder(initialise, channelOrders({ request: channelOrder })),
    refusals: {
      // Optional in 2.0, required here.
      [invalid]: inOrder(
        initialise,
        channelOrders({ request: { ...channelOrder, payFee: undefined } }),
      ),
    },
  },
  {
    generation,
    name: 'orderResale',
    succeed: inOrder(initialise, resaleOrders({ request: resaleOrder })),
    refusals: {
      [invalid]: inOrder(
        initialise,
        resaleOrders({ request: { ...resaleOrder, serviceStartTime: undefined } }),
      ),
    },
  },
  {
    generation,
    name: 'contractMargin',
    succeed: margin(),
    refusals: { [invalid]: inSecondCorp(margin), [permissionDenied]: asInternalApp(margin) },
  },
  {
    generation,
    name: 'getCropStatus',
    succeed: corpStatus(),
    refusals: { [invalid]: inOrder(failNext('/v1.0/esign/corps/statuses', invalid), corpStatus()) },
  },
  {
    generation,
    name: 'corpInfo',
    succeed: corpInfo(),
    refusals: { [invalid]: inOrder(withdrawAuthorisation, corpInfo()) },
  },
  {
    generation,
    name: 'corpConsole',
    succeed: corpConsole(),
    refusals: { [invalid]: inOrder(withdrawAuthorisation, corpConsole()) },
  },
  {
    generation,
    name: 'getUserInfo',
    succeed: userInfo({ id: 'lisi' }),
    refusals: { [invalid]: userInfo({ id: 'nobody' }) },
  },
  {
    generation,
    name: 'getUserRealnameUrl',
    succeed: userRealname({ request: { userId: 'zhaoliu', redirectUrl: 'https://example.com/' } }),
    refusals: { [invalid]: userRealname({ request: { userId: 'nobody' } }) },
  },
  {
    generation,
    name: 'getCorpRealnameUrl',
    succeed: inOrder(initialise, corpRealname({ request: { userId: 'wangwu' } })),
    refusals: { [invalid]: inOrder(initialise, corpRealname({ request: { userId: 'lisi' } })) },
  },
  {
    generation,
    name: 'getUploadUrl',
    succeed: uploadUrl({ request: upload }),
    refusals: {
      [invalid]: uploadUrl({ request: { ...upload, fileSize: 60_000_000 } }),
      'fail.failToCreateCorpAccount': inOrder(
        withdrawAuthorisation,
        uploadUrl({ request: upload }),
      ),
    },
  },
  {
    generation,
    name: 'getFile',
    succeed: file({ id: seededFile.fileId }),
    refusals: { [invalid]: file({ id: 'NO-FILE' }) },
  },
  {
    generation,
    name: 'getProcessStartUrl',
    succeed: processStart({ request: draft }),
    refusals: { [invalid]: processStart({ request: { ...draft, files: [] } }) },
  },
  {
    generation,
    name: 'getSignNoticeUrl',
    succeed: signUrl({ request: { taskId: 'PRO-SANDBOX-SIGNING' } }),
    refusals: { [invalid]: signUrl(noFlow) },
  },
  {
    generation,
    name: 'getFlowSignDetail',
    succeed: signDetail({ request: { taskId: 'PRO-SANDBOX-SIGNING' } }),
    refusals: { [invalid]: signDetail(noFlow) },
  },
  {
    generation,
    name: 'getFlowDetail',
    succeed: flowDetail({ request: { taskId: 'PRO-SANDBOX-SIGNING' } }),
    refusals: {
      [invalid]: flowDetail(),
      [permissionDenied]: asInternalApp(flowDetail),
    },
  },
  {
    generation,
    name: 'listFlowDocs',
    succeed: flowDocs({ request: { taskId: 'PRO-SANDBOX-COMPLETED' } }),
    refusals: { [invalid]: flowDocs(noFlow) },
  },
  {
    generation,
    name: 'listSealApproval',
    succeed: inOrder(
      (sdk) => sdk.control('POST', '/flows/PRO-SANDBOX-SEAL-APPROVAL/advance'),
      approvals({ request: { taskId: 'PRO-SANDBOX-SEAL-APPROVAL' } }),
    ),
    absent: ['data[].endTime', 'data[].refuseReason'],
    refusals: { [invalid]: approvals(noFlow) },
  },
]

import type { SdkCase } from './sdk-case.ts'
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
  withBadToken,
  withdrawAuthorisation,
} from './sdk-case.ts'

const generation = '2.0'
const call = (name: string) => calling(generation, name)

const developers = call('createDevelopers')
const initialise = developers({ request: { noticeUrl: 'http://127.0.0.1:9/notices' } })
const authUrl = call('getAuthUrl')
const cancelAuth = call('cancelCorpAuth')
const channelOrders = call('channelOrders')
const resaleOrders = call('resaleOrder')
const margin = call('getContractMargin')
const isvStatus = call('getIsvStatus')
const corpInfo = call('getCorpInfo')
const corpConsole = call('getCorpConsole')
const userInfo = call('getUserInfo')
const usersRealname = call('usersRealname')
const corpRealname = call('corpRealname')
const uploadUrl = call('getFileUploadUrl')
const fileInfo = call('getFileInfo')
const processStart = call('processStart')
const createProcess = call('createProcess')
const executeUrl = call('getExecuteUrl')
const signDetail = call('getSignDetail')
const flowDetail = call('getFlowDetail')
const flowDocs = call('getFlowDocs')
const approvals = call('approvalList')
const attachments = call('getAttachsApproval')

const startAtOnce = {
  ...draft,
  files: [{ ...seededFile, fileType: 1 }],
  participants: [
    {
      ...draft.participants[0],
      signOrder: 1,
      signPosList: [
        {
          fileId: seededFile.fileId,
          isCrossPage: false,
          needSignDate: true,
          page: '1',
          signDate: { format: 'yyyy-MM-dd' },
          signRequirement: '1',
          x: 100.5,
          y: 200,
        },
      ],
    },
    { ...draft.participants[1], signOrder: 2 },
  ],
  signEndTime: 4_000_000_000_000,
}

/** The operations of generation 2.0. */
export const v2Cases: readonly SdkCase[] = [
  {
    generation,
    name: 'createDevelopers',
    succeed: initialise,
    refusals: {
      openIsvExist: inOrder(initialise, initialise),
      orgNotRealname: inSecondCorp(developers),
      illegalArgument: developers({ request: { noticeUrl: 'nowhere' } }),
    },
  },
  {
    generation,
    name: 'getAuthUrl',
    succeed: inOrder(initialise, authUrl({ request: { redirectUrl: 'https://example.com/' } })),
    refusals: {
      openIsvNotInit: authUrl(),
      requestParamError: inOrder(initialise, authUrl({ request: { redirectUrl: 'nowhere' } })),
    },
  },
  {
    generation,
    name: 'cancelCorpAuth',
    succeed: cancelAuth(),
    refusals: { cancelCorpAuthError: inOrder(cancelAuth(), cancelAuth()) },
  },
  {
    generation,
    name: 'channelOrders',
    succeed: inOrder(initialise, channelOrders({ request: channelOrder })),
    refusals: {
      requestParamError: channelOrders({ request: { ...channelOrder, quantity: 0 } }),
      getOpenIsvInfoError: channelOrders({ request: channelOrder }),
      doRepeatOrderError: inOrder(
        initialise,
        channelOrders({ request: channelOrder }),
        channelOrders({ request: channelOrder }),
      ),
    },
  },
  {
    generation,
    name: 'resaleOrder',
    succeed: inOrder(initialise, resaleOrders({ request: resaleOrder })),
    refusals: {
      requestParamError: resaleOrders({ request: { ...resaleOrder, orderId: '' } }),
      doResaleOrderError: resaleOrders({ request: { ...resaleOrder, serviceStopTime: 1 } }),
      doRepeatOrderError: inOrder(
        initialise,
        resaleOrders({ request: resaleOrder }),
        resaleOrders({ request: resaleOrder }),
      ),
    },
  },
  {
    generation,
    name: 'getContractMargin',
    succeed: margin(),
    refusals: {
      corpNotRealName: inSecondCorp(margin),
      getCorpMarginError: inOrder(withdrawAuthorisation, margin()),
    },
  },
  {
    generation,
    name: 'getIsvStatus',
    succeed: isvStatus(),
    refusals: {
      getOpenAuthCorpError: inOrder(
        failNext('/v2.0/esign/corps/appStatus', 'getOpenAuthCorpError'),
        isvStatus(),
      ),
    },
  },
  {
    generation,
    name: 'getCorpInfo',
    succeed: corpInfo(),
    refusals: { createOrgAccountError: inOrder(withdrawAuthorisation, corpInfo()) },
  },
  {
    generation,
    name: 'getCorpConsole',
    succeed: corpConsole(),
    refusals: { createOrgAccountError: inOrder(withdrawAuthorisation, corpConsole()) },
  },
  {
    generation,
    name: 'getUserInfo',
    succeed: userInfo({ id: 'lisi' }),
    refusals: {
      getUserInfoError: userInfo({ id: 'nobody' }),
      createUserError: inOrder(withdrawAuthorisation, userInfo({ id: 'lisi' })),
    },
  },
  {
    generation,
    name: 'usersRealname',
    succeed: usersRealname({
      request: { userId: 'zhaoliu', redirectUrl: 'https://example.com/' },
    }),
    refusals: {
      requestParamError: usersRealname({ request: { userId: '' } }),
      serviceError: usersRealname({ request: { userId: 'nobody' } }),
    },
  },
  {
    generation,
    name: 'corpRealname',
    succeed: inOrder(
      initialise,
      corpRealname({ request: { userId: 'wangwu', redirectUrl: 'https://example.com/' } }),
    ),
    refusals: {
      getOpenIsvInfoError: corpRealname({ request: { userId: 'wangwu' } }),
      dingAdminAuthError: inOrder(initialise, corpRealname({ request: { userId: 'lisi' } })),
      createUserError: inOrder(initialise, corpRealname({ request: { userId: 'nobody' } })),
    },
  },
  {
    generation,
    name: 'getFileUploadUrl',
    succeed: uploadUrl({ request: upload }),
    refusals: {
      requestParamError: uploadUrl({ request: { ...upload, contentMd5: 'not base64' } }),
      createOrgAccountError: inOrder(withdrawAuthorisation, uploadUrl({ request: upload })),
    },
  },
  {
    generation,
    name: 'getFileInfo',
    succeed: fileInfo({ id: seededFile.fileId }),
    refusals: { getFileInfoError: fileInfo({ id: 'NO-FILE' }) },
  },
  {
    generation,
    name: 'processStart',
    succeed: processStart({ request: { ...draft, autoStart: 'false' } }),
    refusals: {
      requestParamError: processStart({ request: { ...draft, files: [] } }),
      serviceError: processStart({ request: { ...draft, initiatorUserId: 'nobody' } }),
      saveOrgTaskError: processStart({
        request: { ...draft, participants: [{ ...draft.participants[1], orgName: '' }] },
      }),
    },
  },
  {
    generation,
    name: 'createProcess',
    succeed: inOrder(initialise, createProcess({ request: startAtOnce })),
    refusals: {
      requestParamError: inOrder(
        initialise,
        createProcess({ request: { ...startAtOnce, taskName: '合同?' } }),
      ),
      getOpenIsvInfoError: createProcess({ request: startAtOnce }),
      getUserInfoFail: inOrder(
        initialise,
        createProcess({ request: { ...startAtOnce, initiatorUserId: 'nobody' } }),
      ),
      accountNotRealname: inOrder(
        initialise,
        createProcess({ request: { ...startAtOnce, initiatorUserId: 'zhaoliu' } }),
      ),
      createFlowError: inOrder(
        initialise,
        createProcess({
          request: {
            ...startAtOnce,
            participants: [draft.participants[0]],
            files: [{ fileId: 'NO-FILE', fileName: '合同.pdf', fileType: 1 }],
          },
        }),
      ),
    },
  },
  {
    generation,
    name: 'getExecuteUrl',
    succeed: executeUrl({ request: { taskId: 'PRO-SANDBOX-SIGNING' } }),
    absent: ['longUrl', 'shortUrl'],
    refusals: {
      requestParamError: executeUrl({
        request: { taskId: 'PRO-SANDBOX-SIGNING', signContainer: 2 },
      }),
      getFlowInfoError: executeUrl({ request: { taskId: 'PRO-NONE' } }),
      getUserInfoFail: executeUrl({
        request: { taskId: 'PRO-SANDBOX-SIGNING', account: 'nobody' },
      }),
      getSignUrlError: executeUrl({ request: { taskId: 'PRO-SANDBOX-COMPLETED' } }),
    },
  },
  {
    generation,
    name: 'getSignDetail',
    succeed: signDetail({ id: 'PRO-SANDBOX-SIGNING' }),
    refusals: { flowNotExists: signDetail({ id: 'PRO-NONE' }) },
  },
  {
    generation,
    name: 'getFlowDetail',
    succeed: flowDetail({ id: 'PRO-SANDBOX-SIGNING' }),
    refusals: {
      flowNotExists: inSecondCorp(flowDetail, { id: 'PRO-SANDBOX-SIGNING' }),
      getFlowInfoError: inOrder(withdrawAuthorisation, flowDetail({ id: 'PRO-SANDBOX-SIGNING' })),
    },
  },
  {
    generation,
    name: 'getFlowDocs',
    succeed: flowDocs({ id: 'PRO-SANDBOX-COMPLETED' }),
    refusals: {
      getFlowInfoError: flowDocs({ id: 'PRO-NONE' }),
      queryFlowDocInfoError: flowDocs({ id: 'PRO-SANDBOX-DELETED' }),
    },
  },
  {
    generation,
    name: 'approvalList',
    succeed: approvals({ id: 'PRO-SANDBOX-SEAL-APPROVAL' }),
    absent: ['data[].endTime', 'data[].refuseReason'],
    refusals: { getFlowInfoError: approvals({ id: 'PRO-NONE' }) },
  },
  {
    generation,
    name: 'getAttachsApproval',
    succeed: attachments({ id: 'SANDBOX-INSTANCE-1' }),
    refusals: { InvalidAuthentication: withBadToken(attachments, { id: 'SANDBOX-INSTANCE-1' }) },
  },
]

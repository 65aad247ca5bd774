/** Every error code that e签宝 2.0 documents, with its message; `%s` is filled in at run time. */
export const esignMessages = {
  illegalArgument: '非法参数 %s',
  getUserInfoError: '获取用户信息异常',
  orgNotRealname: '企业在e签宝未实名，请先在e签宝微应用内进行实名',
  getOpenIsvInfoError: '获取对接服务商信息异常',
  openIsvExist: '已初始化，请勿重复调用',
  openIsvNotInit: '未初始化，请初始化后调用',
  requestParamError: '%s',
  cancelCorpAuthError: '取消授权异常',
  getResaleOrderInfoError: '获取转售订单信息异常',
  doRepeatOrderError: '请勿重复下单',
  doResaleOrderError: '下转售订单失败',
  corpNotRealName: '企业未实名',
  getCorpMarginError: '获取企业套餐余量异常',
  createOrgAccountError: '创建企业账号异常',
  createUserError: '创建用户账号异常',
  serviceError: '服务错误',
  dingAdminAuthError: '非钉钉管理员无法操作',
  getFileUploadUrlError: '获取文件上传地址异常',
  getFileInfoError: '获取文件信息失败: %s',
  saveTaskError: '保存任务信息异常',
  saveOrgTaskError: '保存任务信息异常,盖企业印章,请传入企业名称',
  getUserInfoFail: '获取用户信息失败,%s',
  accountNotRealname: '发起人账号在e签宝未实名',
  corpNotRealname: '发起人企业在e签宝未实名',
  createFlowError: '创建流程失败: %s',
  getFlowInfoError: '查询流程信息异常',
  getSignUrlError: '获取签署链接失败: %s',
  flowNotExists: '流程信息不存在',
  queryFlowDocInfoError: '查询流程文档信息详情异常',
} as const

export type EsignCode = keyof typeof esignMessages

/**
 * A refusal by e签宝, under its 2.0 code. Generation 1.0 answers nearly all of them with the code
 * `invalidRequest.invalidAguemnts`.
 */
export class EsignRefusal extends Error {
  override readonly name = 'EsignRefusal'
  readonly code: EsignCode

  /** @param detail replaces the `%s` of the code's message */
  constructor(code: EsignCode, detail = '') {
    super(esignMessages[code].replace('%s', detail))
    this.code = code
  }
}

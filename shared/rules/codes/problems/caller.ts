import type { Problems } from './problem.ts'

/** The request has to be changed by the asker. */
export const callerProblems = {
  'invalid-request': {
    status: 400,
    category: 'caller',
    zh: ['请求不完整', '请返回后重新操作；仍不行请把请求编号告诉管理员。'],
    en: [
      'The request was incomplete',
      'Go back and start over. If this continues, give the request ID to your administrator.',
    ],
  },
  'invalid-task-id': {
    status: 400,
    category: 'caller',
    zh: ['任务编号不正确', '请检查链接是否复制完整，或返回首页重新输入任务编号。'],
    en: [
      'That is not a task ID',
      'Check that the link was copied whole, or enter the task ID again on the home page.',
    ],
  },
  'session-required': {
    status: 401,
    category: 'caller',
    zh: ['登录已失效', '请重新登录后继续。'],
    en: ['Your session has ended', 'Sign in again to continue.'],
  },
  'auth-code-invalid': {
    status: 401,
    category: 'caller',
    zh: ['钉钉登录没有成功', '登录凭证已过期或已被使用，请重试。'],
    en: [
      'DingTalk sign-in did not work',
      'The sign-in code has expired or was used already. Try again.',
    ],
  },
  /** The person refused on DingTalk's sign-in page, or turned back. */
  'sign-in-cancelled': {
    status: 403,
    category: 'caller',
    zh: ['没有登录', '您取消了登录。需要时请重新登录。'],
    en: ['You are not signed in', 'The sign-in was cancelled. Sign in again when you like.'],
  },
  /** The state of a sign-in is too old, was used before, or comes from another browser. */
  'sign-in-expired': {
    status: 400,
    category: 'caller',
    zh: ['这次登录已失效', '登录要在十分钟内、在同一个浏览器里完成。请重新登录。'],
    en: [
      'This sign-in is no longer valid',
      'It has to be finished within ten minutes, in the same browser. Sign in again.',
    ],
  },
  /** DingTalk's account belongs to another organisation, or to an outside contact of this one. */
  'not-a-member': {
    status: 403,
    category: 'caller',
    zh: ['您不是这个组织的成员', '请用这个组织的钉钉账号重新登录，并选择这个组织。'],
    en: [
      'You are not a member of this organisation',
      'Sign in again with a DingTalk account of this organisation, and choose the organisation.',
    ],
  },
  /** Another system's request is not signed with our secret, or was signed too long ago. */
  'signature-invalid': {
    status: 401,
    category: 'caller',
    zh: ['请求的签名无效', '请检查密钥和时间，然后重新签名。'],
    en: [
      'The signature of the request is wrong',
      'Check the secret and the clock, and sign it again.',
    ],
  },
  'corp-not-allowed': {
    status: 403,
    category: 'caller',
    zh: ['此应用不属于当前组织', '请切换到已开通此应用的组织，再从工作台打开。'],
    en: [
      'This app is not for this organisation',
      'Switch to the organisation that uses this app and open it from the workbench.',
    ],
  },
  /**
   * DingTalk has no paid order with this id for the organisation, or it is no subscription; for
   * operators.
   */
  'market-order-not-found': {
    status: 404,
    category: 'caller',
    zh: [
      '没有找到这个组织已付款的订阅订单',
      '请在钉钉服务商后台核对订单号、购买的组织和商品，然后再试。',
    ],
    en: [
      'The organisation has paid for no such subscription',
      'Check the order number, the buyer and the item in the DingTalk vendor console. Then try again.',
    ],
  },
  /** The organisation is unknown here; for operators. */
  'corp-not-found': {
    status: 404,
    category: 'caller',
    zh: ['没有找到这个组织', '请检查组织编号，或返回列表重新查找。'],
    en: [
      'There is no such organisation',
      'Check the corp id, or go back to the list and look for it again.',
    ],
  },
  /** The data of an active organisation cannot be deleted. */
  'corp-active': {
    status: 409,
    category: 'caller',
    zh: ['这个组织仍在使用此应用', '只有停用或解除授权的组织，数据才可以删除。'],
    en: [
      'This organisation still uses the app',
      'Data can be deleted only of an organisation that has switched the app off or given it up.',
    ],
  },
  /** The typed confirmation does not match. */
  'confirmation-wrong': {
    status: 422,
    category: 'caller',
    zh: ['确认内容不一致', '请准确输入组织编号或组织名称，再提交一次。'],
    en: [
      'The confirmation does not match',
      "Type the corp id or the organisation's name exactly, and try again.",
    ],
  },
  'foreign-origin': {
    status: 403,
    category: 'caller',
    zh: ['请求来源不被允许', '请从钉钉工作台重新打开此应用。'],
    en: ['The request came from elsewhere', 'Open this app again from the DingTalk workbench.'],
  },
  'not-found': {
    status: 404,
    category: 'caller',
    zh: ['没有找到', '请返回首页再试。'],
    en: ['Not found', 'Go back to the home page and try again.'],
  },
  'flow-not-found': {
    status: 404,
    category: 'caller',
    zh: [
      '没有找到这份合同',
      '请检查任务编号；合同也可能属于其他组织，或已被删除。可向发起人确认。',
    ],
    en: [
      'This contract was not found',
      'Check the task ID. The contract may belong to another organisation or have been deleted; ask the initiator.',
    ],
  },
  'approval-not-found': {
    status: 404,
    category: 'caller',
    zh: ['没有找到这个审批的合同', '请确认审批单是否附有 e签宝合同，或从审批单重新打开。'],
    en: [
      'No contracts found for this approval',
      'Check that the approval has an eSign contract attached, or open it from the approval again.',
    ],
  },
  'file-not-found': {
    status: 404,
    category: 'caller',
    zh: ['没有找到这个文件', '请重新上传后再试。'],
    en: ['This file was not found', 'Upload it again.'],
  },
  'document-not-found': {
    status: 404,
    category: 'caller',
    zh: ['合同里没有这个文件', '合同的文件可能已经变了，请刷新后再打开。'],
    en: ['The contract has no such file', 'Its files may have changed. Refresh and open it again.'],
  },
  /** e签宝 no longer has the files of a deleted contract. */
  'document-deleted': {
    status: 410,
    category: 'caller',
    zh: ['合同已删除，文件不再提供', '需要这份文件时，请联系发起人。'],
    en: [
      'The contract was deleted, so its files are no longer available',
      'Ask the initiator if you need a file.',
    ],
  },
  'range-invalid': {
    status: 416,
    category: 'caller',
    zh: ['文件没有这一部分', '文件可能已经变了，请重新打开。'],
    en: ['The file has no such part', 'It may have changed. Open it again.'],
  },
  'person-not-found': {
    status: 404,
    category: 'caller',
    zh: ['没有找到这个人', '请检查人员或账号是否正确，然后重试。'],
    en: ['This person was not found', 'Check the person or the account and try again.'],
  },
  'request-too-large': {
    status: 413,
    category: 'caller',
    zh: ['内容过大', '请减少内容后重试。'],
    en: ['Too large', 'Send less and try again.'],
  },
  'file-type-not-allowed': {
    status: 415,
    category: 'caller',
    zh: ['不支持这种文件', '请选择 PDF、Word（doc、docx）或图片（jpg、png）文件。'],
    en: [
      'This kind of file is not supported',
      'Choose a PDF, Word (doc, docx) or picture (jpg, png) file.',
    ],
  },
  'file-empty': {
    status: 422,
    category: 'caller',
    zh: ['文件是空的', '请确认文件有内容，再重新选择。'],
    en: ['The file is empty', 'Make sure that the file has content, then choose it again.'],
  },
  /** e签宝 refuses what was entered: a title, a person, a file. */
  'input-refused': {
    status: 422,
    category: 'caller',
    zh: ['e签宝不接受填写的内容', '请检查填写的内容后重试。'],
    en: ['eSign does not accept what was entered', 'Check what was entered and try again.'],
  },
  /** A signer with a company seal needs the name of the company. */
  'company-name-required': {
    status: 422,
    category: 'caller',
    zh: ['缺少企业名称', '需要盖企业章的签署方，请填写企业名称。'],
    en: [
      'A company name is missing',
      'Enter the company of each signer who is to use a company seal.',
    ],
  },
  /** An order with this id was placed earlier. */
  'order-repeated': {
    status: 409,
    category: 'caller',
    zh: ['这个订单号已经用过', '请勿重复下单；如需再次购买，请换一个订单号。'],
    en: [
      'This order ID has been used before',
      'Do not place it again. To buy more, use another order ID.',
    ],
  },
  /** Nobody is waited for, or nobody this app can reach. */
  'urge-nobody': {
    status: 409,
    category: 'caller',
    zh: ['现在没有可以催办的人', '请刷新后看看合同在等谁，必要时直接联系对方。'],
    en: [
      'There is nobody to remind now',
      'Refresh to see who the contract waits for, and contact them directly if needed.',
    ],
  },
  /** What administrators were to be told of has been mended. */
  'trouble-over': {
    status: 409,
    category: 'caller',
    zh: ['问题已经解决', '请刷新页面后继续。'],
    en: ['This has been mended already', 'Refresh the page and go on.'],
  },
  /** A flow that has ended or was not sent has no page for signing. */
  'flow-not-signable': {
    status: 409,
    category: 'caller',
    zh: ['这份合同现在不能签署', '请看页面上的最新状态；仍需签署的话，请联系发起人。'],
    en: [
      'This contract cannot be signed now',
      'See its latest status on the page; if it still has to be signed, ask the initiator.',
    ],
  },
  /** Somebody else has just granted or refused the request. */
  'request-decided': {
    status: 409,
    category: 'caller',
    zh: [
      '这个申请已由其他人处理',
      '处理结果与您的选择不同，以先处理的为准；需要的话，请与对方沟通。',
    ],
    en: [
      'Somebody else has decided this request',
      'They decided otherwise, and the first decision counts. Talk to them if needed.',
    ],
  },
  /** The idempotency key was used for another request. */
  'idempotency-key-reused': {
    status: 409,
    category: 'caller',
    zh: ['这次提交和之前的内容不同', '请返回重新打开页面，再提交一次。'],
    en: [
      'This differs from what was sent before',
      'Go back, open the page again and send it once more.',
    ],
  },
  /** An earlier attempt with the same idempotency key has not ended. */
  'start-under-way': {
    status: 409,
    category: 'caller',
    zh: ['上一次提交还在处理', '合同不会重复发起，请稍候片刻再试。'],
    en: [
      'The earlier attempt is still being processed',
      'The contract is started only once. Try again in a moment.',
    ],
  },
  /** The generation of e签宝's API in use lacks this. */
  'generation-unsupported': {
    status: 409,
    category: 'caller',
    zh: ['当前 e签宝版本不支持这个功能', '请换一种方式，或联系管理员了解如何升级。'],
    en: [
      'The eSign version in use cannot do this',
      'Use another way, or ask your administrator how to move to a newer version.',
    ],
  },
} as const satisfies Problems

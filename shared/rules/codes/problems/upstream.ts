import type { Problems } from './problem.ts'

/** DingTalk or e签宝 failed, or refused for a reason without a more specific code. */
export const upstreamProblems = {
  'upstream-rejected': {
    status: 502,
    category: 'upstream',
    zh: ['钉钉或 e签宝没有接受这个请求', '请稍后重试；仍不行请把请求编号告诉管理员。'],
    en: [
      'DingTalk or eSign did not accept this',
      'Try again later. If this continues, give the request ID to your administrator.',
    ],
  },
  /** e签宝 refused to start a contract or to let a person sign; it may have given a reason. */
  'esign-refused': {
    status: 502,
    category: 'upstream',
    zh: [
      'e签宝拒绝了这个请求',
      '可能是套餐余量不足，或文件、签署人、合同状态有问题。请核对后再试；仍不行请把请求编号告诉管理员。',
    ],
    en: [
      'eSign refused this',
      'The package may be used up, or something may be wrong with the files, the signers or the state of the contract. Check them and try again. If this continues, give the request ID to your administrator.',
    ],
  },
  /** The storage behind e签宝 refused a file. */
  'storage-refused': {
    status: 502,
    category: 'upstream',
    zh: [
      '文件没有上传成功',
      '存储服务没有接受这个文件，请重新上传；仍不行请把请求编号告诉管理员。',
    ],
    en: [
      'The file was not stored',
      'Upload it again. If this continues, give the request ID to your administrator.',
    ],
  },
  /** The storage behind e签宝 did not hand out a file of a contract. */
  'document-unavailable': {
    status: 502,
    category: 'upstream',
    zh: ['文件暂时打不开', '存储服务没有给出这个文件，请稍后再试；仍不行请把请求编号告诉管理员。'],
    en: [
      'The file cannot be opened now',
      'Its storage did not hand it out. Try again later. If this continues, give the request ID to your administrator.',
    ],
  },
  /** e签宝 gave no address of the page to open. */
  'launch-page-missing': {
    status: 502,
    category: 'upstream',
    zh: ['e签宝没有提供页面地址', '请从钉钉工作台打开 e签宝操作，或稍后重试。'],
    en: [
      'eSign gave no page to open',
      'Open eSign from the DingTalk workbench, or try again later.',
    ],
  },
  /** e签宝 did not confirm something that must not be repeated: starting a flow, placing an order. */
  'outcome-unknown': {
    status: 502,
    category: 'upstream',
    zh: ['没有收到 e签宝的处理结果', '可能已经成功，请先在列表或 e签宝中核对，不要直接重复提交。'],
    en: [
      'No result received from eSign',
      'It may have worked. Check your list or eSign first, and do not simply send it again.',
    ],
  },
  'upstream-timeout': {
    status: 504,
    category: 'upstream',
    zh: ['钉钉或 e签宝响应太慢', '合同不受影响，请稍后重试。'],
    en: [
      'DingTalk or eSign is too slow to answer',
      'The contract itself is not affected. Try again later.',
    ],
  },
  'upstream-unavailable': {
    status: 502,
    category: 'upstream',
    zh: ['暂时连不上钉钉或 e签宝', '合同不受影响，请稍后重试。'],
    en: [
      'DingTalk or eSign cannot be reached right now',
      'The contract itself is not affected. Try again later.',
    ],
  },
} as const satisfies Problems

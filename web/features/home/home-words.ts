import { params } from '@nanostores/i18n'
import { defineWords } from '../../i18n/words.ts'

/** The words of the home page. */
export const homeWords = defineWords('home', {
  zh: {
    pageTitle: '合同进度',
    intro: '输入任务编号或合同链接，查看签署进度。',
    taskId: '任务编号或链接',
    placeholder: '例如 PRO-12345',
    open: '查看',
    scan: '扫码',
    invalidTaskId: '没有识别到任务编号。请检查是否复制完整，编号只含字母、数字、“-”、“_”和“.”。',
    scanNothing: '二维码里没有任务编号。请扫描合同的二维码，或手动输入任务编号。',
    scanFailed: '扫码没有成功。请重试，或手动输入任务编号。',
    recent: '最近打开',
    recentEmpty: '在这台设备上打开过的合同会出现在这里。',
    recentClear: '清空',
    samples: '示例合同',
    samplesNote: '沙箱模式：以下均为虚构数据。',
    openedAgo: params('{ago}打开'),
    signedInAs: params('当前身份：{name}'),
    switchPerson: '切换身份',
  },
  en: {
    pageTitle: 'Contract progress',
    intro: 'Enter a task ID or a contract link to see how signing is going.',
    taskId: 'Task ID or link',
    placeholder: 'For example PRO-12345',
    open: 'Open',
    scan: 'Scan',
    invalidTaskId:
      'No task ID found. Check that all of it was copied; an ID has only letters, digits, "-", "_" and ".".',
    scanNothing: 'That code holds no task ID. Scan the contract’s code, or type the task ID.',
    scanFailed: 'Scanning did not work. Try again, or type the task ID.',
    recent: 'Recently opened',
    recentEmpty: 'Contracts opened on this device will be listed here.',
    recentClear: 'Clear',
    samples: 'Sample contracts',
    samplesNote: 'Sandbox mode: everything below is fictional.',
    openedAgo: 'Opened {ago}',
    signedInAs: 'Signed in as {name}',
    switchPerson: 'Switch person',
  },
})

import { params } from '@nanostores/i18n'
import { count } from '#web/i18n/count.ts'
import { defineWords } from '#web/i18n/words.ts'

/** The words of importing who owns contracts that were started elsewhere. */
export const importWords = defineWords({
  zh: {
    title: '导入其他系统发起的合同',
    note: '选择一个 CSV 文件：第一列任务编号，第二列发起人的钉钉 userId。每一行都会向 e签宝和钉钉核对，之后发起人就能在列表中看到。',
    choose: '选择文件',
    progress: params('已核对 {done} / {all} 行'),
    stop: '停止',
    taken: count({ many: '已导入 {count} 行' }),
    notTaken: count({ many: '{count} 行没有导入' }),
    line: params('第 {line} 行 · {row}'),
    empty: '文件里没有内容',
    stopped: '已停止，其余的行没有核对。',
    failed: params('没有全部核对：{reason}。可以再次导入同一个文件。'),
    invalid: '缺少任务编号或 userId，或格式不对',
    repeated: '前面已有同一个任务编号',
    'started-here': '由本应用发起，不用导入',
    'flow-not-found': 'e签宝里没有这份合同',
    'person-not-found': '钉钉里没有这个人',
    'outside-app-scope': '不在应用的可见范围内',
    'not-checked': '没有核对成功，可以再次导入',
  },
  en: {
    title: 'Import contracts of other systems',
    note: 'Choose a CSV file: task ids in the first column, the DingTalk user ids of who started them in the second. Each line is checked with eSign and DingTalk; then the contract is in that person’s list.',
    choose: 'Choose a file',
    progress: '{done} of {all} lines checked',
    stop: 'Stop',
    taken: { one: '{count} line imported', many: '{count} lines imported' },
    notTaken: { one: '{count} line not imported', many: '{count} lines not imported' },
    line: 'Line {line} · {row}',
    empty: 'There is nothing in the file',
    stopped: 'Stopped. The other lines were not checked.',
    failed: 'Not everything was checked: {reason}. You can import the same file again.',
    invalid: 'The task id or the user id is missing or malformed',
    repeated: 'A line before has the same task id',
    'started-here': 'Started with this app; no need to import it',
    'flow-not-found': 'eSign has no such contract',
    'person-not-found': 'DingTalk has no such person',
    'outside-app-scope': 'The app may not see this person',
    'not-checked': 'Could not be checked; import it again',
  },
})

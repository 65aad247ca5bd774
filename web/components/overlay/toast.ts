import Toast from 'antd-mobile/es/components/toast'
import './toast.css'

export type AnswerKind = 'success' | 'fail'

/** Shows a text for two seconds. Screen readers do not notice it, so `notify` announces it. */
export function showToast(text: string, kind: AnswerKind): void {
  Toast.show({ content: text, icon: kind, duration: 2000, maskClickable: true })
}

import { dateText } from '#web/i18n/time-format.ts'
import { deviceZone } from '#web/i18n/wall-time.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** An outside signer for whom a contract waits. */
export type Outsider = {
  taskId: string
  /** The index in the people of the flow's record. */
  signer: number
  name: string
  organization: string | null
  /** Masked. */
  account: string | null
  contract: {
    title: string
    /** The organisation or the person that started it. */
    from: string
    deadline: EpochMs | null
  }
}

/**
 * What an outside signer is sent, ready to paste; in both languages, as it is not known which one
 * they read.
 */
export function signLinkText({ contract }: Outsider, link: string): string {
  const { zh, en } = requestText(contract)
  return [
    `${zh}打开链接后由 e签宝 验证身份：${link}`,
    `${en} eSign verifies you at this link: ${link}`,
  ].join('\n')
}

/** The same for one of several, as one line that names them. */
export function signLinkLine({ name, contract }: Outsider, link: string): string {
  const { zh, en } = requestText(contract)
  return `${name}：${zh}${en} 打开链接后由 e签宝 验证身份 · eSign verifies you at this link: ${link}`
}

/** What the card of a shared link says below the contract's title. */
export const signLinkNote = ({ name }: Outsider): string =>
  `请 ${name} 签署，打开后由 e签宝 验证身份 · For ${name} to sign; eSign verifies you`

function requestText({ title, from, deadline }: Outsider['contract']) {
  const date = deadline === null ? null : dateText(deadline, deviceZone)
  return {
    zh: `请签署《${title}》，${from}发起${date === null ? '' : `，${date} 前有效`}。`,
    en: `Please sign “${title}” from ${from}${date === null ? '' : `, by ${date}`}.`,
  }
}

/** Company and masked account, as far as they are known. */
export const partyOf = ({ organization, account }: Outsider): string =>
  [organization, account].filter(Boolean).join(' · ')

/** What may be missing without changing what a stock description says. */
const filling = /签署流程|流程|合同|文件|[\s了的一份：:，,。.、（）()【】[\]]/g

/** Whether a description only repeats the record's Chinese label and its operator. */
export function saysNoMore(description: string, label: string, person: string): boolean {
  const plain = (text: string) => text.replace(filling, '')
  const left = plain(person === '' ? description : description.replace(person, ''))
  return left === '' || plain(label).includes(left)
}

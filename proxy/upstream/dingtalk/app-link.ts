/** An address that opens a page in DingTalk from anywhere; on computers in its side panel. */
export function appLink(url: string): string {
  const query = new URLSearchParams({ url, target: 'slide' })
  return `https://applink.dingtalk.com/page/link?${query.toString()}`
}

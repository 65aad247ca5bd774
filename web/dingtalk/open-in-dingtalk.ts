/** A link that opens a URL in the DingTalk client, on PC in its side panel. */
export function openInDingTalkLink(url: string): string {
  return `dingtalk://dingtalkclient/page/link?url=${encodeURIComponent(url)}&pc_slide=true`
}
